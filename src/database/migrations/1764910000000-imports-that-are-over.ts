import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the imports that have been over for long, which are removed. */
export class ImportsThatAreOver1764910000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX import_jobs_over ON import_jobs (finished_at) WHERE finished_at IS NOT NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX import_jobs_over');
  }
}
