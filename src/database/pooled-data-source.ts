import type { Pool } from 'pg';
import { DataSource, QueryFailedError, type QueryRunner, type ReplicationMode } from 'typeorm';
import { acting, TAKE_ON } from './acting.js';
import type { preparedPg } from './prepared-pg.js';
import { queryAs } from './query-as.js';

interface Driver {
  master: Pool;
  postgres: typeof preparedPg;
}

/**
 * The data source of the service, which never asks for more than what it is acting for: every transaction begins with that. Single
 * statements go straight to the pool: making and releasing a query runner costs more than PostgreSQL needs for a row by its key.
 * Their answer is the rows, whatever the statement.
 */
export class PooledDataSource extends DataSource {
  override async query<T>(text: string, parameters: unknown[] = [], queryRunner?: QueryRunner): Promise<T> {
    if (queryRunner) return super.query<T>(text, parameters, queryRunner);
    const { master, postgres } = this.driver as unknown as Driver;
    try {
      const { rows } = await master.query(queryAs(acting(), text, parameters, postgres.nameOf(text)) as unknown as string);
      return rows as T;
    } catch (error) {
      throw new QueryFailedError(text, parameters, error as Error);
    }
  }

  override createQueryRunner(mode?: ReplicationMode): QueryRunner {
    const runner = super.createQueryRunner(mode);
    const start = runner.startTransaction.bind(runner);
    runner.startTransaction = async (isolationLevel) => {
      const isOuter = !runner.isTransactionActive;
      await start(isolationLevel);
      const { role, userId } = acting();
      if (isOuter) await runner.query(TAKE_ON, [role, userId]);
    };
    return runner;
  }
}
