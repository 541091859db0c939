import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waits for whoever folds, alone in its statement: the next one sees what was folded, and nobody folds until the migration is over. */
const TAKE_TURNS = `SELECT pg_advisory_xact_lock(hashtext('population_ledger'))`;

/**
 * People are counted in the buckets of the histogram alone, and no longer in groups of 23 buckets too (slots 1 to 23). The former
 * version does not read the groups either; those that it writes after this, compactions take away.
 */
export class BucketsAlone1796100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TAKE_TURNS);
    await queryRunner.query('DELETE FROM population_ledger WHERE slot BETWEEN 1 AND 23');
  }

  /** Counts the groups anew, in one snapshot with what is there of them. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TAKE_TURNS);
    await queryRunner.query(`
WITH gone AS (DELETE FROM population_ledger WHERE slot BETWEEN 1 AND 23)
INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw)
SELECT '00000000-0000-0000-0000-000000000000'::uuid, metric, cohort, 1 + (slot - 24) / 23, true, sum(n), 0, 0, 0, 0
FROM population_ledger WHERE slot >= 24 GROUP BY metric, cohort, (slot - 24) / 23`);
  }
}
