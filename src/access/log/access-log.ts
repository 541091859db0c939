import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { validate as isUuid } from 'uuid';
import { Database } from '../../database/database.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { every } from '../../time/every.js';
import type { Access } from './access.js';

const WRITTEN_EVERY_MS = 1_000;
/** Of one statement. */
const MOST_ROWS = 2_000;
/** What is more comes in while the database is away, and mostly fails: the entries before it are kept. */
const MOST_WAITING = 50_000;

const dropped = new Counter({
  name: 'health_tracker_access_log_dropped_total',
  help: 'Accesses that are in no log, because too many waited for the database.',
});

/**
 * Entries travel as an array for each column, which takes less of both sides than objects, and lie in the order of their index. Who is
 * gone, or never was, has no log. A batch of which it is not known whether it was written is written again: once is enough.
 */
const WRITE = `INSERT INTO access_log (user_id, at, id, operation, status, caller, key_prefix, request_id)
SELECT e.user_id, to_timestamp(e.at / 1000), e.id, e.operation, e.status, e.caller, e.key_prefix, e.request_id
FROM unnest($1::uuid[], $2::float8[], $3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[])
  AS e (user_id, at, id, operation, status, caller, key_prefix, request_id) JOIN users u ON u.id = e.user_id
ORDER BY e.user_id, e.at ON CONFLICT DO NOTHING`;

interface Entry {
  userId: string;
  /** Given before the first attempt to write it, so that another attempt does not write it twice. */
  id?: string;
  access: Access;
  status: number;
}

/**
 * Who did what with whose data: remembered when it is answered, written for all requests together every second and at a graceful stop,
 * so that no request waits for it. A crash loses what was not written yet, the last second's; what was written with its act is there.
 */
@Injectable()
export class AccessLog implements OnApplicationBootstrap {
  private readonly logger = new Logger('access log');
  private readonly waiting: Entry[] = [];
  private writing: Promise<void> | undefined;
  private end = (): Promise<void> => Promise.resolve();

  constructor(private readonly database: Database) {}

  /** Notes every request that was let in and is about somebody, once it is answered; writes the last ones when the server has closed. */
  follow(server: FastifyInstance): void {
    server.addHook('onResponse', ({ access }, { statusCode }, done) => {
      if (access && !access.isLogged) this.note(access, statusCode);
      done();
    });
    server.addHook('onClose', () => this.finish()); // the database goes later
  }

  onApplicationBootstrap(): void {
    this.end = every(WRITTEN_EVERY_MS, () => this.attempt());
  }

  /** Costs a request nothing but this. */
  note(access: Access, status: number): void {
    for (const userId of access.userIds) {
      if (!isUuid(userId)) continue;
      if (this.waiting.length >= MOST_WAITING) dropped.inc();
      else this.waiting.push({ userId, access, status });
    }
  }

  /** Writes all that waits; what cannot be written waits for the next time. */
  write(): Promise<void> {
    return (this.writing ??= this.writeAll().finally(() => (this.writing = undefined)));
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const entries = this.waiting.slice(0, MOST_ROWS);
      for (const entry of entries) entry.id ??= uuidV7();
      await this.database.forAccess.query(WRITE, columnsOf(entries));
      this.waiting.splice(0, entries.length);
    }
  }

  private async finish(): Promise<void> {
    await this.end();
    await this.attempt();
    dropped.inc(this.waiting.length);
  }

  private async attempt(): Promise<void> {
    await this.write().catch((error: Error) =>
      this.logger.error(`${this.waiting.length} entries could not be written yet: ${error.message}`),
    );
  }
}

/** The values of entries by column; instants in epoch milliseconds. */
const columnsOf = (entries: readonly Entry[]): unknown[][] => [
  entries.map(({ userId }) => userId),
  entries.map(({ access }) => access.at),
  entries.map(({ id }) => id),
  entries.map(({ access }) => access.operation),
  entries.map(({ status }) => status),
  entries.map(({ access }) => access.caller),
  entries.map(({ access }) => access.keyPrefix),
  entries.map(({ access }) => access.requestId),
];
