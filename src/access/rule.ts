import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { RouteSetting } from '../http/route-setting.js';
import type { Caller } from './caller.js';
import type { Access } from './log/access.js';
import type { Scope } from './scopes.js';

/**
 * For which users a route answers a user's own token: with what is theirs (`own`), with what is the same for everybody (`any`), or
 * not at all (`none`). Service keys are for all users.
 */
export type Users = 'own' | 'any' | 'none';

/** Who may use a route. */
export type Rule = 'public' | { scope: Scope; users: Users; alsoScopes?: readonly Scope[] };

/** Under which the rule of a route stands in a raw OpenAPI document. */
export const RULE_EXTENSION = 'x-rule';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route; a route without it does not start. */
    rule?: Rule;
    /** Its `operationId`, by which the access log names it; what is no part of the API has none. */
    operation?: string;
  }
  interface FastifyRequest {
    /** Who asks; undefined on public routes. */
    caller?: Caller;
    /** The request as the access log tells of it; undefined on public routes, and before it is let in. */
    access?: Access;
  }
}

/** Lets service keys of a scope use a route, and users with it whose own data the address names. */
export const Needs = (scope: Scope, users: Users = 'own'): MethodDecorator => ruledBy({ scope, users });

/** As {@link Needs}, for a route that answers with what several scopes are for. */
export const NeedsAll = (scope: Scope, ...alsoScopes: Scope[]): MethodDecorator => ruledBy({ scope, users: 'own', alsoScopes });

/** Lets everybody use a route, without any credentials. */
export const Public = (): MethodDecorator => ruledBy('public');

/** Where Nest's decorator `@ApiOperation`, which stands below, leaves what it says. */
const SAID_OF_OPERATION = 'swagger/apiOperation';

const ruledBy = (rule: Rule): MethodDecorator => applyDecorators(withOperation(rule), ApiExtension(RULE_EXTENSION, rule));

const withOperation =
  (rule: Rule): MethodDecorator =>
  (prototype, name, descriptor) => {
    const said = Reflect.getMetadata(SAID_OF_OPERATION, descriptor.value as () => unknown) as
      { operationId?: string } | undefined;
    RouteSetting({ rule, operation: said?.operationId })(prototype, name, descriptor);
  };
