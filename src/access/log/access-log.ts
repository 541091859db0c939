import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { validate as isUuid } from 'uuid';
import { Database } from '../../database/database.js';
import { isRefusal } from '../../database/errors.js';
import { every } from '../../time/every.js';
import type { Access } from './access.js';
import { AccessLogBatch } from './access-log-batch.js';

const WRITTEN_EVERY_MS = 1_000;
/** What is more comes in while the database is away, and mostly fails: the entries before it are kept. */
const MOST_WAITING = 50_000;

const dropped = new Counter({
  name: 'health_tracker_access_log_dropped_total',
  help: 'Accesses that are in no log, because too many waited for the database.',
});

/**
 * Who did what with whose data: remembered when it is answered, written for all requests together every second and at a graceful stop,
 * so that no request waits for it. A crash loses what was not written yet, the last second's; what was written with its act is there.
 */
@Injectable()
export class AccessLog implements OnApplicationBootstrap {
  private readonly logger = new Logger('access log');
  private readonly batches: AccessLogBatch[] = [];
  /** The one of them that takes more rows. */
  private filling: AccessLogBatch | null = null;
  private waiting = 0;
  private writing = Promise.resolve();
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
      if (this.waiting >= MOST_WAITING) dropped.inc();
      else this.add(userId, access, status);
    }
  }

  private add(userId: string, access: Access, status: number): void {
    if (!this.filling || this.filling.isFull) this.batches.push((this.filling = new AccessLogBatch()));
    this.filling.add(userId, access, status);
    this.waiting += 1;
  }

  /** Writes all that waits by now; what cannot be written waits for the next time. */
  write(): Promise<void> {
    return (this.writing = this.writing.catch(() => {}).then(() => this.writeAll()));
  }

  private async writeAll(): Promise<void> {
    this.filling = null; // what comes meanwhile waits for the next time, or there would be ever smaller batches
    for (let due = this.batches.length; due > 0; due--) {
      const batch = this.batches[0]!;
      await this.writeBatch(batch);
      this.batches.shift();
      this.waiting -= batch.rows;
    }
  }

  /** A batch that could not be written, or of which that is not known, is written carefully from then on: once is enough. */
  private async writeBatch(batch: AccessLogBatch): Promise<void> {
    const { isDoubtful } = batch;
    const { text, parameters } = batch.statement;
    batch.isDoubtful = true;
    try {
      await this.database.forAccess.query(text, parameters);
    } catch (error) {
      if (isDoubtful || !isRefusal(error)) throw error;
      await this.writeBatch(batch);
    }
  }

  private async finish(): Promise<void> {
    await this.end();
    await this.attempt();
    dropped.inc(this.waiting);
  }

  private async attempt(): Promise<void> {
    await this.write().catch((error: Error) =>
      this.logger.error(`${this.waiting} entries could not be written yet: ${error.message}`),
    );
  }
}
