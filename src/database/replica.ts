import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { Counter } from 'prom-client';
import { connectionOptions } from './connection-options.js';
import { isFresh } from './copy-freshness.js';
import type { DatabaseSettings } from './data-source.js';
import type { Database } from './database.js';
import { queryAs } from './query-as.js';
import { KEEPER } from './acting.js';

const CHECK_MS = 5000;
const CONNECT_MS = 1000; // the database itself can answer instead

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
  private lookedAt = -Infinity;
  private isGood: boolean | undefined;
  private looking = Promise.resolve(false);

  constructor(
    private readonly database: Database,
    { replicaUrl, ...settings }: DatabaseSettings,
  ) {
    const { driver, extra } = connectionOptions(settings);
    const options = { ...extra, connectionTimeoutMillis: CONNECT_MS, connectionString: replicaUrl };
    this.pool = replicaUrl === undefined ? null : new driver.Pool(options);
    this.pool?.on('error', () => {}); // an idle connection that was lost: the next read opens another
  }

  /** The rows of a statement that only reads. */
  async query<Row extends object>(text: string, parameters: unknown[]): Promise<Row[]> {
    if (this.pool && (await this.mayBeAsked(this.pool))) {
      try {
        const { rows } = await this.pool.query<Row>(queryAs(KEEPER, text, parameters) as unknown as string);
        reads.inc({ from: 'replica' });
        return rows;
      } catch (error) {
        this.lookedAt = performance.now();
        this.isGood = false;
        this.logger.warn(`The copy of the database failed: ${(error as { code?: string }).code ?? 'no code'}`);
      }
    }
    reads.inc({ from: 'primary' });
    return this.database.forEverybody.read<Row[]>(text, parameters);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  /** It is looked at every few seconds; while that is done for one that was no good, nobody waits for it. */
  private async mayBeAsked(pool: Pool): Promise<boolean> {
    if (performance.now() - this.lookedAt > CHECK_MS) {
      this.lookedAt = performance.now();
      this.looking = isFresh(pool, this.database.forEverybody).then((isGood) => (this.isGood = isGood));
    }
    return this.isGood === false ? false : this.looking;
  }
}
