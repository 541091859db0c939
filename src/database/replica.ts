import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { Counter } from 'prom-client';
import { connectionOptions } from './connection-options.js';
import type { DatabaseSettings } from './data-source.js';
import type { Database } from './database.js';
import { queryAs } from './query-as.js';
import { KEEPER } from './acting.js';

/** A copy that is further behind is not asked; nor is one that cannot say, as on Aurora, whose readers are never far behind. */
const MOST_SECONDS_BEHIND = 10;
const CHECK_MS = 5000;
const SECONDS_BEHIND = `
SELECT CASE WHEN pg_is_in_recovery() THEN extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 END AS behind`;

const reads = new Counter({
  name: 'health_tracker_database_replica_reads_total',
  help: 'Reads that a copy of the database may answer, by who answered.',
  labelNames: ['from'],
});
for (const from of ['replica', 'primary']) reads.inc({ from }, 0);

/**
 * For reads that may be a few seconds old, of everybody and not of one person: who has just written must see it. They go to the copy
 * of the database where there is one that answers and is not far behind, else to the database itself.
 */
export class Replica implements OnApplicationShutdown {
  private readonly logger = new Logger('replica');
  private readonly pool: Pool | null;
  private last: { at: number; isGood: Promise<boolean> } | undefined;

  constructor(
    private readonly database: Database,
    { replicaUrl, ...settings }: DatabaseSettings,
  ) {
    const { driver, extra } = connectionOptions(settings);
    this.pool = replicaUrl === undefined ? null : new driver.Pool({ ...extra, connectionString: replicaUrl });
    this.pool?.on('error', () => {}); // an idle connection that was lost: the next read opens another
  }

  /** The rows of a statement that only reads. */
  async query<Row extends object>(text: string, parameters: unknown[]): Promise<Row[]> {
    if (this.pool && (await this.isGood(this.pool))) {
      try {
        const { rows } = await this.pool.query<Row>(queryAs(KEEPER, text, parameters) as unknown as string);
        reads.inc({ from: 'replica' });
        return rows;
      } catch (error) {
        this.last = { at: performance.now(), isGood: Promise.resolve(false) };
        this.logger.warn(`The copy of the database failed: ${(error as { code?: string }).code ?? 'no code'}`);
      }
    }
    reads.inc({ from: 'primary' });
    return this.database.forEverybody.read<Row[]>(text, parameters);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  private isGood(pool: Pool): Promise<boolean> {
    if (!this.last || performance.now() - this.last.at > CHECK_MS) {
      const isGood = pool.query<{ behind: number | null }>(SECONDS_BEHIND).then(
        ({ rows: [row] }) => (row?.behind ?? 0) <= MOST_SECONDS_BEHIND,
        () => false,
      );
      this.last = { at: performance.now(), isGood };
    }
    return this.last.isGood;
  }
}
