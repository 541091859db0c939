import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { type JWTVerifyOptions, SignJWT, type JWTVerifyGetKey, errors } from 'jose';
import { uuidV7 } from '../database/uuid-v7.js';

/** Who makes the service's own tokens, and whom they are for. */
export const OWN_ISSUER = 'health-tracker';

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt'; // RFC 9068

/** How far the clocks of those who make and check a token may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** What a token says. */
export interface TokenClaims {
  userId: string;
  scopes: readonly string[];
  /** The prefix of the service key that made it. */
  keyPrefix: string;
  issuedAt: number;
  expiresAt: number;
}

interface SigningKey {
  id: string;
  secret: KeyObject;
}

/** Signs the service's own tokens with the first of its secrets, and knows all of them by their names. */
export class TokenSigning {
  private readonly keys: readonly SigningKey[];

  constructor(secrets: readonly string[]) {
    this.keys = secrets.map((secret) => ({
      id: createHash('sha256').update(`key id of ${secret}`).digest('hex').slice(0, 16),
      secret: createSecretKey(Buffer.from(secret)),
    }));
  }

  sign({ userId, scopes, keyPrefix, issuedAt, expiresAt }: TokenClaims): Promise<string> {
    const { id, secret } = this.keys[0]!;
    return new SignJWT({ scope: scopes.join(' '), client_id: keyPrefix })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
      .setIssuer(OWN_ISSUER)
      .setAudience(OWN_ISSUER)
      .setSubject(userId)
      .setJti(uuidV7())
      .setIssuedAt(Math.floor(issuedAt / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(secret);
  }

  /** The secret that a token names. */
  readonly secretOf: JWTVerifyGetKey = ({ kid }) => {
    const key = this.keys.find(({ id }) => id === kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.secret;
  };
}

/** What holds of every token of the service's own; nothing that the token says about itself changes it. */
export const OWN_TOKENS = {
  algorithms: [ALGORITHM],
  typ: TYPE,
  issuer: OWN_ISSUER,
  audience: OWN_ISSUER,
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
  requiredClaims: ['sub', 'exp', 'iat', 'client_id'],
} satisfies JWTVerifyOptions;
