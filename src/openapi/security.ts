import { RULE_EXTENSION, type Rule } from '../access/rule.js';
import type { Operation } from './parts-of-document.js';

/** The two kinds of credentials, for `components.securitySchemes`. */
export const SECURITY_SCHEMES = {
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'The key of a backend, `ht_...`: for all users, as far as its scopes go.',
  },
  userToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      "A user's token, made with `POST /v1/users/{userId}/tokens` or by the installation's identity provider: for what is the " +
      "user's own, as far as its scopes go. What is somebody else's is not found.",
  },
} as const;

/** What an operation says of its scope, for programs: OpenAPI itself knows scopes of OAuth only. */
export const SCOPE_EXTENSION = 'x-scope';

type RuledOperation = Operation & { [RULE_EXTENSION]?: Rule; [SCOPE_EXTENSION]?: string };

/** Says of a route which credentials it takes and which scope they need, in place of the rule that its decorator left there. */
export function applySecurity(operation: RuledOperation): void {
  const rule = operation[RULE_EXTENSION];
  delete operation[RULE_EXTENSION];
  if (rule === undefined) return;
  operation.security = rule === 'public' ? [] : schemesOf(rule).map((scheme) => ({ [scheme]: [] }));
  if (rule === 'public') return;
  const scopes = [rule.scope, ...(rule.alsoScopes ?? [])];
  operation[SCOPE_EXTENSION] = scopes.join(' ');
  const named = `${scopes.length > 1 ? 'scopes' : 'scope'} ${scopes.map((scope) => `\`${scope}\``).join(', ')}`;
  const sentence = `Needs the ${named}${rule.users === 'none' ? ' and a service key' : ''}.`;
  operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
}

const schemesOf = ({ users }: Exclude<Rule, 'public'>): (keyof typeof SECURITY_SCHEMES)[] =>
  users === 'none' ? ['serviceKey'] : ['serviceKey', 'userToken'];

/** Whether a route asks for credentials. */
export const isGuarded = ({ security }: Operation): boolean => security !== undefined && security.length > 0;
