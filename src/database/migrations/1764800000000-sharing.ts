import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a user is in the population, and of a day that is over whether the user was in that of the day: null where nobody had been
 * asked yet, and everybody was.
 */
export class Sharing1764800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE users ADD COLUMN share_in_population boolean NOT NULL DEFAULT true;
ALTER TABLE past_figures ADD COLUMN was_shared boolean;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE past_figures DROP COLUMN was_shared;
ALTER TABLE users DROP COLUMN share_in_population;`);
  }
}
