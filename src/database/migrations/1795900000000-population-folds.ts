import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each compaction has folded: a process that knows the folded rows as of one fold can follow to the next without reading them
 * all. A folded row names its fold, so that a process of a former version, which would tell nobody, cannot fold.
 */
export class PopulationFolds1795900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE population_folds (
  number bigint NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  folded_at timestamptz NOT NULL DEFAULT now(),
  entries json,
  CONSTRAINT population_folds_pkey PRIMARY KEY (number)
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('population_folds');
  END IF;
END $$;

GRANT SELECT ON population_folds TO health_tracker_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON population_folds TO health_tracker_keeper;
INSERT INTO population_folds (number) VALUES (0);

ALTER TABLE population_ledger ADD COLUMN fold bigint;
UPDATE population_ledger SET fold = 0 WHERE NOT fresh;
ALTER TABLE population_ledger ADD CONSTRAINT what_is_folded_names_its_fold CHECK (fresh OR fold IS NOT NULL);

DROP INDEX population_ledger_histogram;
CREATE INDEX population_ledger_folded ON population_ledger (metric, cohort, slot) WHERE NOT fresh;
CREATE INDEX population_ledger_fresh ON population_ledger (slot, metric) WHERE fresh;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
DROP INDEX population_ledger_fresh, population_ledger_folded;
CREATE INDEX population_ledger_histogram ON population_ledger (metric, cohort, slot) WHERE slot > 0;
ALTER TABLE population_ledger DROP COLUMN fold;
DROP TABLE population_folds;`);
  }
}
