import type { Pool } from 'pg';
import { DataSource, QueryFailedError, type QueryRunner } from 'typeorm';

/**
 * A data source whose single statements go straight to the pool: making and releasing a query runner costs more than PostgreSQL
 * needs for a row by its key. Transactions are TypeORM's. The answer is the rows, whatever the statement.
 */
export class PooledDataSource extends DataSource {
  override async query<T>(text: string, parameters?: unknown[], queryRunner?: QueryRunner): Promise<T> {
    if (queryRunner) return super.query<T>(text, parameters, queryRunner);
    try {
      const { rows } = await (this.driver as unknown as { master: Pool }).master.query(text, parameters);
      return rows as T;
    } catch (error) {
      throw new QueryFailedError(text, parameters, error as Error);
    }
  }
}
