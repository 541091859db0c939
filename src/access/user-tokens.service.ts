import { Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { validate as isUuid } from 'uuid';
import { Problem } from '../http/problem.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { AccessSettings, type IdentityProvider } from './access-settings.js';
import type { KeyCaller, UserCaller } from './caller.js';
import { KnownKeys } from './known-keys.js';
import type { Access } from './log/access.js';
import { AccessLogService } from './log/access-log.service.js';
import { USER_SCOPES, userScopesAmong } from './scopes.js';
import { CLOCK_TOLERANCE_SECONDS, OWN_ISSUER, OWN_TOKENS, TokenSigning } from './token-signing.js';
import type { CreateUserToken, UserTokenResponse } from './user-token.dto.js';

const DEFAULT_SECONDS = 900;

/** Only algorithms of public keys: no secret that somebody else knows makes a token. */
const PROVIDER_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** Errors that tell of the way to the provider's keys, not of the token. */
const NOT_OF_THE_TOKEN = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];

/** Makes the tokens of users, and says whose a token is. */
@Injectable()
export class UserTokensService {
  private readonly signing: TokenSigning;
  private readonly provider: (IdentityProvider & { keys: JWTVerifyGetKey }) | null;

  constructor(
    settings: AccessSettings,
    private readonly log: AccessLogService,
    private readonly known: KnownKeys,
  ) {
    this.signing = new TokenSigning(settings.tokenSecrets);
    const provider = settings.identityProvider;
    this.provider = provider && { ...provider, keys: createRemoteJWKSet(new URL(provider.jwksUrl), { timeoutDuration: 2000 }) };
  }

  /** A token for one user, which allows nothing that the key which asks for it does not allow; in the user's log before it is told. */
  async create(
    key: KeyCaller,
    userId: string,
    { scopes, expiresInSeconds }: CreateUserToken,
    access: Access,
  ): Promise<UserTokenResponse> {
    const granted = scopes ? userScopesAmong(scopes) : userScopesAmong(key.scopes);
    const excess = granted.filter((scope) => !key.scopes.includes(scope));
    if (excess.length > 0) {
      const detail = `the service key itself may not: ${excess.join(', ')}`;
      throw Problem.unprocessable([{ pointer: '/scopes', code: 'scope_not_held', detail }]);
    }
    await this.log.record(userId, access);
    const issuedAt = clock.now();
    const expiresAt = (Math.floor(issuedAt / 1000) + (expiresInSeconds ?? DEFAULT_SECONDS)) * 1000;
    const accessToken = await this.signing.sign({ userId, scopes: granted, keyPrefix: key.prefix, issuedAt, expiresAt });
    return { accessToken, tokenType: 'Bearer', expiresAt: formatInstant(expiresAt), scopes: granted };
  }

  /** Whose the token is; null for one that is not good, for whatever reason. */
  async verify(token: string): Promise<UserCaller | null> {
    try {
      const { iss } = decodeJwt(token); // only says by whose rules it is checked
      if (iss === OWN_ISSUER) return await this.ownCaller(await this.check(token, this.signing.secretOf, OWN_TOKENS));
      return this.provider && (await this.providersCaller(token, this.provider));
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (NOT_OF_THE_TOKEN.includes(error.code)) throw Problem.unavailable();
      return null;
    }
  }

  private async ownCaller({ sub = '', scope, client_id: prefix }: JWTPayload): Promise<UserCaller | null> {
    const keyPrefix = String(prefix);
    const key = await this.known.find(keyPrefix);
    if (!key || isOver(key.expiresAt)) return null;
    return { kind: 'user', userId: sub, scopes: userScopesAmong(namesIn(scope)), keyId: key.caller.keyId, keyPrefix };
  }

  private async providersCaller(token: string, { keys, issuer, audience, userIdClaim }: Provider): Promise<UserCaller | null> {
    const payload = await this.check(token, keys, {
      algorithms: PROVIDER_ALGORITHMS,
      issuer,
      audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['exp', userIdClaim],
    });
    const userId = payload[userIdClaim];
    if (!isUuid(userId)) return null;
    const named = userScopesAmong(namesIn(payload.scope));
    const scopes = named.length > 0 ? named : USER_SCOPES;
    return { kind: 'user', userId: String(userId).toLowerCase(), scopes, keyId: null, keyPrefix: null };
  }

  private async check(token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, keys, { ...options, currentDate: new Date(clock.now()) });
    return payload;
  }
}

type Provider = NonNullable<UserTokensService['provider']>;

/** Whether something that ends then has ended. */
export const isOver = (expiresAt: number | null): boolean => expiresAt !== null && expiresAt <= clock.now();

const namesIn = (scope: unknown): string[] => (typeof scope === 'string' ? scope.split(' ') : []);
