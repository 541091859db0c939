import type { Scope, UserScope } from './scopes.js';

/** The backend of an application, by its service key. */
export interface KeyCaller {
  kind: 'key';
  keyId: string;
  prefix: string;
  scopes: readonly Scope[];
}

/** A user, by a token of the user's own. */
export interface UserCaller {
  kind: 'user';
  userId: string;
  scopes: readonly UserScope[];
  /** The service key that made the token, and how it begins; null where an identity provider did. */
  keyId: string | null;
  keyPrefix: string | null;
}

/** Who makes a request. */
export type Caller = KeyCaller | UserCaller;
