import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums that were folded under the id of one of their users are folded once more: from now on, under nobody's. */
export class LedgerNamesNobody1764100000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE population_ledger SET fresh = true WHERE NOT fresh');
  }

  /** Nothing to undo: the sums are the same under any id. */
  async down(): Promise<void> {}
}
