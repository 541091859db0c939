import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fresh rows are read all at once, and never by their place: in the order in which they lie in the table an index scan finds them
 * side by side, and a write adds its entries to one page.
 */
export class FreshRowsInOrder1796200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
DROP INDEX population_ledger_fresh;
CREATE INDEX population_ledger_fresh ON population_ledger (fresh) WHERE fresh;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
DROP INDEX population_ledger_fresh;
CREATE INDEX population_ledger_fresh ON population_ledger (slot, metric) WHERE fresh;`);
  }
}
