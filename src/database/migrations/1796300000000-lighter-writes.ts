import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a write that moves figures need not pay for. PostgreSQL reads the text of a table's check anew for every statement that writes to
 * it, and that of a domain once a session: what can be said of one column of a figure is said by its type, and the rest is put briefly.
 * A sum of a window that is missing makes the others unknown for whoever reads them, so nothing depends on all of them being there or
 * none. Fresh rows of the ledger are found by their own index, also those of moments. Totals of a day are written again where they lie.
 *
 * No row is looked at: a domain gets its check when the column has it already, and every row has passed what is replaced. Every write
 * begins with the user's standing, and so does this: a write that is under way comes to its end, and one that follows waits.
 */
export class LighterWrites1796300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE user_states DROP CONSTRAINT a_window_is_added_up_whole;

CREATE DOMAIN denominator AS bigint;
CREATE DOMAIN histogram_bucket AS smallint;
ALTER TABLE figures
  DROP CONSTRAINT a_figure_is_a_fraction_or_absent,
  DROP CONSTRAINT a_bucket_is_in_the_histogram,
  ALTER COLUMN denominator TYPE denominator,
  ALTER COLUMN bucket TYPE histogram_bucket;
ALTER DOMAIN denominator ADD CONSTRAINT a_figure_is_a_fraction_or_absent CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN histogram_bucket ADD CONSTRAINT a_bucket_is_in_the_histogram CHECK (VALUE BETWEEN 0 AND 513) NOT VALID;
ALTER TABLE figures ADD CONSTRAINT a_figure_is_a_fraction_or_absent
  CHECK (num_nulls(numerator, denominator, absent_reason, absent_reason) = 2) NOT VALID;

DROP INDEX population_ledger_moments;
CREATE INDEX population_ledger_moments ON population_ledger (metric, cohort) WHERE slot = 0 AND NOT fresh;

ALTER TABLE daily_totals SET (fillfactor = 90);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE user_states ADD CONSTRAINT a_window_is_added_up_whole CHECK (
  num_nulls(steps_days, steps, mvpa_seconds, nights, outside_band_seconds, asleep_seconds) IN (0, 6));

ALTER TABLE figures
  DROP CONSTRAINT a_figure_is_a_fraction_or_absent,
  ALTER COLUMN denominator TYPE bigint,
  ALTER COLUMN bucket TYPE smallint;
ALTER TABLE figures
  ADD CONSTRAINT a_figure_is_a_fraction_or_absent CHECK (
    (numerator IS NULL) = (absent_reason IS NOT NULL) AND (numerator IS NULL) = (denominator IS NULL) AND denominator > 0),
  ADD CONSTRAINT a_bucket_is_in_the_histogram CHECK (bucket BETWEEN 0 AND 513);
DROP DOMAIN denominator, histogram_bucket;

DROP INDEX population_ledger_moments;
CREATE INDEX population_ledger_moments ON population_ledger (metric, cohort) WHERE slot = 0;

ALTER TABLE daily_totals RESET (fillfactor);`);
  }
}
