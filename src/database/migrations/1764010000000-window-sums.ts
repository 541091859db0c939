import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the days of a user's window add up to, so that a write looks at the days it touches and the end of a day at the two at the
 * ends of the window. Null where it has not been added up yet: that is done when the user's day is ended next, which is now.
 */
export class WindowSums1764010000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE user_states
  ADD COLUMN steps_days bigint,
  ADD COLUMN steps bigint,
  ADD COLUMN mvpa_seconds bigint,
  ADD COLUMN nights bigint,
  ADD COLUMN outside_band_seconds bigint,
  ADD COLUMN asleep_seconds bigint,
  ADD CONSTRAINT a_window_is_added_up_whole CHECK (
    num_nulls(steps_days, steps, mvpa_seconds, nights, outside_band_seconds, asleep_seconds) IN (0, 6));

UPDATE user_states SET rolls_at = now();`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE user_states DROP COLUMN steps_days, DROP COLUMN steps, DROP COLUMN mvpa_seconds, DROP COLUMN nights,
  DROP COLUMN outside_band_seconds, DROP COLUMN asleep_seconds`);
  }
}
