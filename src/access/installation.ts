import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.js';
import { AccessSettings, type IdentityProvider } from './access-settings.js';
import type { OperatorKeyService } from './operator-key.service.js';
import { newServiceKey } from './service-key.js';

/** What an installation says about access. */
interface Said {
  databaseUrl: string | undefined;
  adminKey: string | undefined;
  tokenSecret: readonly string[] | undefined;
  metricsToken: string | undefined;
  oidcIssuer: string | undefined;
  oidcAudience: string | undefined;
  oidcJwksUrl: string | undefined;
  oidcUserIdClaim: string;
  requestsPerMinuteOfKey: number;
  requestsPerMinuteOfUser: number;
  badCredentialsPerMinute: number;
  accessLogDays: number;
}

/** Refuses a start that lacks a secret which several processes have to share. */
export function assertSecretsGiven({ databaseUrl, tokenSecret }: Said): void {
  if (databaseUrl !== undefined && tokenSecret === undefined) {
    throw new StartRefused(
      'TOKEN_SECRET is required with DATABASE_URL: 32 characters or more made at random (openssl rand -hex 32)',
    );
  }
}

/** The settings of an installation; what it does not say is kept in `folder`, which only an embedded database has. */
export function accessSettings(said: Said, folder: string | undefined): AccessSettings {
  const kept = (): string[] | undefined =>
    folder === undefined ? undefined : [keptSecret(folder, 'token-secret', randomSecret)];
  return new AccessSettings({
    tokenSecrets: said.tokenSecret ?? kept(),
    identityProvider: identityProvider(said),
    metricsToken: said.metricsToken,
    limits: {
      ofKey: said.requestsPerMinuteOfKey,
      ofUser: said.requestsPerMinuteOfUser,
      failuresOfAddress: said.badCredentialsPerMinute,
    },
    accessLogDays: said.accessLogDays,
  });
}

/**
 * Sees to it that there is a key with which others can be made. Returns it where it may be shown: the one of an embedded database
 * always, else only one that was made just now.
 */
export async function operatorKey(
  keys: OperatorKeyService,
  { adminKey }: Said,
  folder: string | undefined,
): Promise<string | null> {
  const key = adminKey ?? (folder === undefined ? undefined : keptSecret(folder, 'admin-key', () => newServiceKey().text));
  if (key === undefined) return keys.makeFirst();
  await keys.take(key);
  return adminKey === undefined ? key : null;
}

function identityProvider({ oidcIssuer, oidcAudience, oidcJwksUrl, oidcUserIdClaim }: Said): IdentityProvider | null {
  if (oidcIssuer === undefined || oidcAudience === undefined || oidcJwksUrl === undefined) return null;
  return { issuer: oidcIssuer, audience: oidcAudience, jwksUrl: oidcJwksUrl, userIdClaim: oidcUserIdClaim };
}

const randomSecret = (): string => randomBytes(32).toString('base64url');

/** A secret in a file that nobody else may read; made when it is not there. */
function keptSecret(folder: string, name: string, make: () => string): string {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
