import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KEEPER } from './acting.js';
import { connectionOptions } from './connection-options.js';
import { queryAs } from './query-as.js';

const PATIENCE_MS = 1000;

/**
 * A connection beside the pool, for the questions of operators: a pool that is busy is no database that is away, and must not
 * keep them from being answered. It is opened when it is needed; what takes longer than a second fails.
 */
@Injectable()
export class ProbeConnection implements OnApplicationShutdown {
  private readonly pool;

  constructor(dataSource: DataSource) {
    const { url, extra } = dataSource.options as { url: string; extra: object };
    const options = undefined; // it stays who it is until a statement says something else
    const { driver } = connectionOptions({ preparedStatements: false });
    const application_name = 'health-tracker probe';
    const own = { max: 1, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS, application_name, options };
    this.pool = new driver.Pool({ ...extra, ...own, connectionString: url });
    this.pool.on('error', () => {}); // an idle connection that was lost: the next question opens another
  }

  /** The rows of a statement, in one second at most; of several, which are one transaction, those of the last. */
  async query<Row extends object>(text: string): Promise<Row[]> {
    return [await this.pool.query<Row>(text)].flat().at(-1)!.rows;
  }

  /** The same of a statement about everybody's rows. */
  async queryOfEverybody<Row extends object>(text: string): Promise<Row[]> {
    return (await this.pool.query<Row>(queryAs(KEEPER, text, []) as unknown as string)).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
