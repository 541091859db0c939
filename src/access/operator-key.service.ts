import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { uuidV7 } from '../database/uuid-v7.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { StartRefused } from '../start-refused.js';
import { actOfStart, withAct } from './log/administrative-act.js';
import { hashOf, newServiceKey, parseServiceKey, type ServiceKey } from './service-key.js';
import { SCOPES } from './scopes.js';

/** Sees to it that somebody can make keys. */
@Injectable()
export class OperatorKeyService {
  constructor(private readonly database: Database) {}

  /** Makes the given key good for everything, and revokes the one that was given at an earlier start. */
  async take(text: string): Promise<void> {
    const key = parseServiceKey(text);
    if (!key) throw new Error('no service key');
    await this.database.forAccess.transaction(async (manager) => {
      await manager.query(...withAct(REVOKE_GIVEN, [now(), key.prefix, hashOf(key)], actOfStart('deleteServiceKey')));
      await manager.query(...insertion(key, 'Given by ADMIN_KEY', true));
      const living = await manager.query<unknown[]>(
        'SELECT 1 FROM service_keys WHERE prefix = $1 AND secret_sha256 = $2 AND revoked_at IS NULL',
        [key.prefix, hashOf(key)],
      );
      if (living.length === 0) throw new StartRefused('ADMIN_KEY was revoked, or begins like one that was: make a new one.');
    });
  }

  /** Makes the first key that may make others and returns it, this once; null where there is one already. */
  async makeFirst(): Promise<string | null> {
    const key = newServiceKey();
    const rows = await this.database.forAccess.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('service_keys'))`); // several processes may start at once
      const living = await manager.query<unknown[]>(
        `SELECT 1 FROM service_keys WHERE 'admin' = ANY (scopes) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)`,
        [now()],
      );
      return living.length > 0 ? [] : manager.query<unknown[]>(...insertion(key, 'First key', false));
    });
    return rows.length > 0 ? key.text : null;
  }
}

/** There is one at most. */
const REVOKE_GIVEN = `UPDATE service_keys SET revoked_at = $1
WHERE is_given AND revoked_at IS NULL AND (prefix <> $2 OR secret_sha256 <> $3) RETURNING prefix`;

const INSERT = `INSERT INTO service_keys (id, prefix, secret_sha256, name, scopes, created_at, is_given)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (prefix) DO NOTHING RETURNING prefix`;

const now = (): string => formatInstant(clock.now());

const insertion = (key: ServiceKey, name: string, isGiven: boolean): [text: string, parameters: unknown[]] =>
  withAct(INSERT, [uuidV7(), key.prefix, hashOf(key), name, SCOPES, now(), isGiven], actOfStart('createServiceKey'));
