import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { validate as isUuid } from 'uuid';
import { Database } from '../../database/database.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { every } from '../../time/every.js';
import { formatInstant } from '../../time/instant.js';
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

/** Who is gone, or never was, has no log. A batch of which it is not known whether it was written is written again: once is enough. */
const COLUMNS = 'user_id, at, id, operation, status, caller, key_prefix, request_id';
const WRITE = `INSERT INTO access_log (${COLUMNS})
SELECT ${COLUMNS.replaceAll(/\w+/g, 'e.$&')} FROM json_populate_recordset(NULL::access_log, $1) e JOIN users u ON u.id = e.user_id
ON CONFLICT DO NOTHING`;

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
      await this.database.forAccess.query(WRITE, [JSON.stringify(entries.map(rowOf))]);
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

const rowOf = ({ userId, id, access, status }: Entry): object => ({
  user_id: userId,
  at: formatInstant(access.at),
  id,
  operation: access.operation,
  status,
  caller: access.caller,
  key_prefix: access.keyPrefix,
  request_id: access.requestId,
});
