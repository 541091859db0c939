/** What a service key may be allowed to do. */
export const SCOPES = [
  'users:read',
  'users:write',
  'records:read',
  'records:write',
  'scores:read',
  'population:read',
  'metrics:read',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** What a user may be allowed to do, with what is the user's own. */
export const USER_SCOPES = [
  'users:read',
  'users:write',
  'records:read',
  'records:write',
  'scores:read',
  'population:read',
] as const satisfies readonly Scope[];

export type UserScope = (typeof USER_SCOPES)[number];

/** The scopes of users among names of any kind, such as a token from elsewhere holds. */
export const userScopesAmong = (names: readonly string[]): UserScope[] => USER_SCOPES.filter((scope) => names.includes(scope));
