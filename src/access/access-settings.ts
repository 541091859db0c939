import { randomBytes } from 'node:crypto';

/** Where people sign in: an OpenID Connect provider whose access tokens are believed. */
export interface IdentityProvider {
  /** `iss` of its tokens. */
  issuer: string;
  /** `aud` of those that are for this service. */
  audience: string;
  /** The address of its public keys. */
  jwksUrl: string;
  /** The claim that holds the id of the user. */
  userIdClaim: string;
}

/** What an installation decides about who may use it. */
export class AccessSettings {
  /** Sign the tokens of users: the first one signs, all of them are believed. */
  readonly tokenSecrets: readonly string[];
  readonly identityProvider: IdentityProvider | null;

  constructor({ tokenSecrets, identityProvider }: Partial<AccessSettings> = {}) {
    this.tokenSecrets = tokenSecrets ?? [randomBytes(32).toString('base64url')];
    this.identityProvider = identityProvider ?? null;
  }
}
