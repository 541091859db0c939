import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The order in which a user trusts sources; null for the usual one. Nobody searches in it. */
export class SourceOrder1764100000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD COLUMN source_order json');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users DROP COLUMN source_order');
  }
}
