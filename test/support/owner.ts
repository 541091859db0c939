import type { Pool } from 'pg';
import { DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { unpreparedPg } from '../../src/database/prepared-pg.js';

/** Asks as whoever owns the tables, and answers with the rows, whatever the statement. */
class OwnerDataSource extends DataSource {
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

/** The database of a test as its owner sees it, from whom nothing is hidden. */
export const ownerOf = (url: string): DataSource =>
  new OwnerDataSource({ ...dataSourceOptions({ url }), driver: unpreparedPg, extra: { max: 4 } });
