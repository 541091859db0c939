import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';
import { insufficientScope, notForUsers } from './bearer.js';
import type { Caller } from './caller.js';
import type { Rule } from './rule.js';
import type { Scope } from './scopes.js';

type Asked = Pick<FastifyRequest, 'params' | 'query'>;

/** Problem 403 unless the rule of the route lets the caller do this; 404 for a user who asks for somebody else's. */
export function assertAllowed(caller: Caller, { scope, users, alsoScopes }: Exclude<Rule, 'public'>, asked: Asked): void {
  if (caller.kind === 'user' && users === 'none') throw notForUsers();
  const lacks = (needed: Scope): boolean => !(caller.scopes as readonly Scope[]).includes(needed);
  const missing = lacks(scope) ? scope : alsoScopes?.find(lacks);
  if (missing !== undefined) throw insufficientScope(missing);
  if (caller.kind === 'user' && users === 'own') assertOwn(caller.userId, usersNamedIn(asked));
}

function assertOwn(userId: string, named: readonly string[]): void {
  if (named.length === 0) {
    throw Problem.badRequest([{ parameter: 'user_id', code: 'required', detail: 'user_id is required' }]);
  }
  if (named.some((name) => name.toLowerCase() !== userId)) throw Problem.notFound('user');
}

/** Every user that the address names, in whatever place. */
export function usersNamedIn({ params, query }: Asked): string[] {
  const { userId } = params as Partial<Record<string, string>>;
  const { user_id: byQuery, userId: byOtherSpelling } = query as Partial<Record<string, string | string[]>>;
  if (userId !== undefined && byQuery === undefined && byOtherSpelling === undefined) return [userId]; // as nearly all do
  return [userId, byQuery, byOtherSpelling].flat().filter((name) => name !== undefined);
}
