import { setTimeout } from 'node:timers/promises';
import { type DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import { type Acting, takeOnFor } from './acting.js';
import { isWorthAnotherRead } from './errors.js';
import type { ConnectionPool, preparedPg } from './prepared-pg.js';
import { queryAs } from './query-as.js';
import type { RetryBudget } from './retry-budget.js';

/** What statements are asked through: the database as one role sees it, or a transaction. */
export interface Queryable {
  query<T>(text: string, parameters?: unknown[]): Promise<T>;
}

type IsolationLevel = NonNullable<Parameters<QueryRunner['startTransaction']>[0]>;

interface Driver {
  master: ConnectionPool;
  postgres: typeof preparedPg;
}

/** What has more to say than that is not brief. */
const MOST_CHARACTERS = 16_384;
const MOST_ITEMS = 100;

const ATTEMPTS_MORE = 2;
const LONGEST_WAIT_MS = 100;

/** The database as one role sees it: every statement and every transaction begins with taking that role on. */
export class ScopedDatabase implements Queryable {
  private readonly driver: Driver;

  constructor(
    private readonly dataSource: DataSource,
    private readonly acting: Acting,
    private readonly budget: RetryBudget,
  ) {
    this.driver = dataSource.driver as unknown as Driver;
  }

  /**
   * The rows of a single statement, in a transaction of its own. It goes straight to the pool: making and releasing a query runner
   * costs more than PostgreSQL needs for a row by its key.
   */
  query<T>(text: string, parameters: unknown[] = []): Promise<T> {
    return this.ask<T>(text, parameters, 'writes');
  }

  private async ask<T>(text: string, parameters: unknown[], kind: 'reads' | 'writes'): Promise<T> {
    const { master, postgres } = this.driver;
    try {
      const query = queryAs(this.acting, text, parameters, postgres.nameOf(text));
      const isBrief = this.acting.isBrief && parameters.every(isShort);
      const { rows } = await (isBrief ? master.queryBriefly(query, kind) : master.query(query as unknown as string));
      return rows as T;
    } catch (error) {
      throw new QueryFailedError(text, parameters, error as Error);
    }
  }

  /**
   * The rows of a statement that only reads. It is asked once more where a connection was lost or the database chose a victim: a
   * restart of the database is not seen by who only reads. Writes are left to who knows whether they were carried out.
   */
  read<T>(text: string, parameters: unknown[] = []): Promise<T> {
    return this.untilDone(() => this.ask<T>(text, parameters, 'reads'));
  }

  /** Carries out what only reads as {@link read} does. */
  get reader(): Queryable {
    return { query: (text, parameters) => this.read(text, parameters) };
  }

  /** Several statements, all of which are carried out or none. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>, isolation: IsolationLevel = 'READ COMMITTED'): Promise<T> {
    return this.dataSource.transaction(isolation, async (manager) => {
      await this.takeOn(manager);
      return work(manager);
    });
  }

  /** A transaction of which the caller sees to the end, begun as {@link read} reads; it holds a connection until it is released. */
  begin(isolation: IsolationLevel): Promise<QueryRunner> {
    return this.untilDone(async () => {
      const runner = this.dataSource.createQueryRunner();
      try {
        await runner.startTransaction(isolation);
        await this.takeOn(runner.manager);
        return runner;
      } catch (error) {
        // The connection is for others, without what was begun on it; where it is broken, nothing is.
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
        await runner.release();
        throw error;
      }
    });
  }

  /** Does what only reads, and once more or twice where the database, or the way to it, failed for a moment. */
  private async untilDone<T>(task: () => Promise<T>): Promise<T> {
    this.budget.earn();
    for (let attempt = 1; ; attempt++) {
      try {
        return await task();
      } catch (error) {
        if (attempt > ATTEMPTS_MORE || !isWorthAnotherRead(error) || !this.budget.spend()) throw error;
        await setTimeout(Math.random() * LONGEST_WAIT_MS * attempt); // not all at once
      }
    }
  }

  private async takeOn(db: Queryable): Promise<void> {
    await db.query(takeOnFor(this.acting).text, [this.acting.role, this.acting.userId]);
  }
}

const isShort = (value: unknown): boolean =>
  typeof value === 'string' ? value.length <= MOST_CHARACTERS : !Array.isArray(value) || value.length <= MOST_ITEMS;
