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

/** How many requests a minute are answered; 0 for as many as come. */
export interface RequestLimits {
  ofKey: number;
  ofUser: number;
  /** Of requests whose credentials are not good, from one address. */
  failuresOfAddress: number;
}

const NO_LIMITS: RequestLimits = { ofKey: 0, ofUser: 0, failuresOfAddress: 0 };

/** What an installation decides about who may use it. */
export class AccessSettings {
  /** Sign the tokens of users: the first one signs, all of them are believed. */
  readonly tokenSecrets: readonly string[];
  readonly identityProvider: IdentityProvider | null;
  readonly limits: RequestLimits;
  /** For how many days the logs are kept of who did what. */
  readonly accessLogDays: number;
  /** Lets in to metrics, and to nothing else, without a look into the database. */
  readonly metricsToken: string | null;

  constructor({ tokenSecrets, identityProvider, limits, accessLogDays, metricsToken }: Partial<AccessSettings> = {}) {
    this.tokenSecrets = tokenSecrets ?? [randomBytes(32).toString('base64url')];
    this.identityProvider = identityProvider ?? null;
    this.limits = limits ?? NO_LIMITS;
    this.accessLogDays = accessLogDays ?? 400;
    this.metricsToken = metricsToken ?? null;
  }
}
