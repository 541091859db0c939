import { uuidV7 } from '../database/uuid-v7.js';
import { RecordSql } from '../population/record-sql.js';
import type { Part, PartSql } from '../population/write-statement.js';
import type { RecordedBloodTest } from './recorded-blood-test.js';

const KEY = ['user_id', 'blood_test_id', 'analyte'];

/** How the results of blood tests are written. */
export class ResultSql extends RecordSql {
  private readonly putting: PartSql = (rowsOf) => {
    const values = this.columns.map(({ databaseName }) => databaseName).filter((name) => name !== 'id' && !KEY.includes(name));
    const assignments = values.map((column) => `${column} = excluded.${column}`);
    return `INSERT INTO ${this.table} SELECT r.* FROM ${rowsOf(this.table)}
  ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
  };

  private readonly dropping: PartSql = (
    rowsOf,
  ) => `DELETE FROM ${this.table} b USING (SELECT r.user_id, r.blood_test_id, array_agg(r.analyte) AS analytes
    FROM ${rowsOf(this.table)} GROUP BY r.user_id, r.blood_test_id) kept
  WHERE b.user_id = kept.user_id AND b.blood_test_id = kept.blood_test_id AND b.analyte <> ALL (kept.analytes)`;

  /** Writes results, over those of the same analytes where there are such. */
  put(tests: readonly RecordedBloodTest[]): Part {
    return {
      sql: this.putting,
      rows: tests.flatMap(({ userId, id, results }) =>
        results.map((result, position) => this.toRow({ userId, id: uuidV7(), bloodTestId: id, position, ...result })),
      ),
    };
  }

  /** Removes the results that are no longer reported: rows that {@link put} does not touch, so neither needs to be first. */
  dropOthers(tests: readonly RecordedBloodTest[]): Part {
    return {
      sql: this.dropping,
      rows: tests.flatMap(({ userId, id, results }) =>
        results.map(({ analyte }) => ({ user_id: userId, blood_test_id: id, analyte })),
      ),
    };
  }
}
