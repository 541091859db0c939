import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The population as additions only: its state is the sum of the rows, and no row is ever shared between writers. `fresh` rows
 * await compaction. `user_id` only decides on which shard a row lies.
 */
export class PopulationLedger1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE population_ledger (
  user_id uuid NOT NULL,
  metric text COLLATE "C" NOT NULL,
  cohort text COLLATE "C" NOT NULL,
  slot smallint NOT NULL,
  fresh boolean NOT NULL,
  n bigint NOT NULL,
  s numeric NOT NULL,
  q numeric NOT NULL,
  s_raw numeric NOT NULL,
  q_raw numeric NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('population_ledger', 'user_id', colocate_with => 'users');
  END IF;
END $$;

CREATE INDEX population_ledger_moments ON population_ledger (metric, cohort) WHERE slot = 0;
CREATE INDEX population_ledger_histogram ON population_ledger (metric, cohort, slot) WHERE slot > 0;

INSERT INTO population_ledger
SELECT f.user_id, f.metric, s.cohort, slot.slot, true, 1,
  CASE WHEN slot.slot = 0 THEN f.x ELSE 0 END, CASE WHEN slot.slot = 0 THEN f.x::numeric * f.x ELSE 0 END,
  CASE WHEN slot.slot = 0 THEN f.x_raw ELSE 0 END, CASE WHEN slot.slot = 0 THEN f.x_raw::numeric * f.x_raw ELSE 0 END
FROM figures f
JOIN user_states s USING (user_id)
CROSS JOIN LATERAL (VALUES (0), (1 + f.bucket / 23), (24 + f.bucket)) AS slot (slot)
WHERE f.x IS NOT NULL;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE population_ledger');
  }
}
