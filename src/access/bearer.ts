import { Problem } from '../http/problem.js';
import type { Scope } from './scopes.js';

const BEARER = /^bearer +([\w.~+/-]{1,4096}=*)$/i;
const REALM = 'Bearer realm="health-tracker"';

/** The token in an `Authorization` header; undefined where there is none, or credentials of another scheme (RFC 6750). */
export const bearerIn = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];

/** 401: who asks does not say who it is. */
export const credentialsRequired = (): Problem =>
  new Problem(401, 'credentials_required', {
    detail: 'Authorization must be "Bearer", a space, and a service key or the token of a user.',
    headers: { 'www-authenticate': REALM },
  });

/** 401: for whatever reason, of which nothing is told. */
export const invalidCredentials = (): Problem =>
  new Problem(401, 'invalid_credentials', {
    detail: 'The service key or token is not valid, or not any more.',
    headers: { 'www-authenticate': `${REALM}, error="invalid_token"` },
  });

/** 403: known, and not allowed. */
export const insufficientScope = (scope: Scope): Problem =>
  new Problem(403, 'insufficient_scope', {
    detail: `This needs the scope ${scope}.`,
    headers: { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` },
  });

/** 403: users have no part in it. */
export const notForUsers = (): Problem =>
  new Problem(403, 'not_for_users', { detail: 'This is for service keys, not for the tokens of users.' });
