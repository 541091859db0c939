import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { uuidV7 } from '../database/uuid-v7.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Page } from '../http/page.js';
import type { PageQuery } from '../http/page-query.dto.js';
import { Problem } from '../http/problem.js';
import { Resource } from '../http/resource.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { KnownKeys } from './known-keys.js';
import type { Access } from './log/access.js';
import { actOf, withAct } from './log/administrative-act.js';
import { hashOf, newServiceKey } from './service-key.js';
import type { CreateServiceKey, NewServiceKeyResponse, ServiceKeyResponse } from './service-key.dto.js';
import { SCOPES } from './scopes.js';

const COLUMNS = `id, name, prefix, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;

type Row = Omit<ServiceKeyResponse, 'createdAt' | 'expiresAt' | 'lastUsedAt'> &
  Record<'createdAt', Date> &
  Record<'expiresAt' | 'lastUsedAt', Date | null>;

/** Issues and revokes the keys of backends. */
@Injectable()
export class ServiceKeysService {
  constructor(
    private readonly database: Database,
    private readonly known: KnownKeys,
  ) {}

  /** A new key, whose text is told this once. */
  async create(draft: CreateServiceKey, access: Access): Promise<Resource> {
    const key = newServiceKey();
    const scopes = SCOPES.filter((scope) => draft.scopes.includes(scope));
    const said = [draft.name, scopes, formatInstant(clock.now()), draft.expiresAt ?? null];
    const [row] = await this.database.forAccess.query<[Row]>(
      ...withAct(
        `INSERT INTO service_keys (id, prefix, secret_sha256, name, scopes, created_at, expires_at, is_given)
VALUES ($1, $2, $3, $4, $5, $6, $7, false) RETURNING ${COLUMNS}`,
        [uuidV7(), key.prefix, hashOf(key), ...said],
        actOf(access),
      ),
    );
    const told = Object.assign(presented(row), { key: key.text } satisfies Partial<NewServiceKeyResponse>);
    return new Resource(JSON.stringify(told), 1, { status: 201, location: `/v1/service-keys/${row.id}`, isSecret: true });
  }

  /** A page of the keys that are not revoked, the newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page> {
    const after = cursor === undefined ? [] : decodeCursor(cursor, null);
    const rows = await this.database.forAccess.read<Row[]>(
      `SELECT ${COLUMNS} FROM service_keys WHERE revoked_at IS NULL ${after.length > 0 ? 'AND id < $2::uuid' : ''}
ORDER BY id DESC LIMIT $1`,
      [limit + 1, ...after],
    );
    const page = rows.slice(0, limit);
    return new Page(
      page.map((row) => JSON.stringify(presented(row))),
      rows.length > limit ? encodeCursor([page.at(-1)!.id], null) : null,
    );
  }

  async find(id: string): Promise<ServiceKeyResponse> {
    const [row] = await this.database.forAccess.read<Row[]>(
      `SELECT ${COLUMNS} FROM service_keys WHERE id = $1 AND revoked_at IS NULL`,
      [id],
    );
    if (!row) throw Problem.notFound('service key');
    return presented(row);
  }

  /** Ends a key, and with it the tokens that were made with it: here at once, in other processes within a second. */
  async remove(id: string, access: Access): Promise<void> {
    const [row] = await this.database.forAccess.query<{ prefix: string }[]>(
      ...withAct(
        'UPDATE service_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING prefix',
        [id, formatInstant(clock.now())],
        actOf(access),
      ),
    );
    if (!row) throw Problem.notFound('service key');
    this.known.forget(row.prefix);
  }
}

const presented = ({ createdAt, expiresAt, lastUsedAt, ...row }: Row): ServiceKeyResponse => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
