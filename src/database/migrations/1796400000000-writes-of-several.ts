import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeRole } from '../row-security.js';

const SEVERAL = 'health_tracker_several';

/** What such a write may do to the rows of its users, by table; of records it sees which are there, and nothing that they say. */
const RIGHTS = {
  user_states: 'SELECT, UPDATE',
  users: 'SELECT (id, share_in_population)',
  physical_activities: 'SELECT (user_id, source_name, external_id), INSERT',
  daily_totals: 'SELECT, INSERT, UPDATE',
  figures: 'SELECT, UPDATE',
};

/** Those for whom the statement is asked: a list that is read once a statement, not once a row. */
const USERS = `(SELECT nullif(current_setting('app.user_id', true), '')::uuid[])::uuid[]`;

const rowsOfSeveral = ([table, rights]: [table: string, rights: string]): string => {
  // Behind coalesce it is no condition to find rows by: statements name their users themselves, and the planner would reckon with both.
  const rule = `coalesce(${table === 'users' ? 'id' : 'user_id'} = ANY (${USERS}), false)`;
  return `
CREATE POLICY ${table}_of_several ON ${table} TO ${SEVERAL} USING (${rule}) WITH CHECK (${rule});
GRANT ${rights} ON ${table} TO ${SEVERAL};`;
};

/**
 * Writes that meet in one process are made by one statement: a role sees the rows of their users, and no others. Every write begins with
 * the user's standing, and so does this: a write that is under way comes to its end, and one that follows waits.
 */
export class WritesOfSeveral1796400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(makeRole(SEVERAL));
    await queryRunner.query(`
GRANT USAGE ON SCHEMA public TO ${SEVERAL};
${Object.entries(RIGHTS).map(rowsOfSeveral).join('')}
GRANT INSERT ON population_ledger TO ${SEVERAL};`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP OWNED BY ${SEVERAL}`); // its policies and rights in this database; the role itself is the server's
  }
}
