import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeRole, rowsOfUsers } from '../row-security.js';

const ROLES = ['health_tracker_user', 'health_tracker_keeper', 'health_tracker_access'];

const RECORDS = ['physical_activities', 'sleep_sessions', 'blood_tests', 'blood_test_results'];

/** What follows from the records: the keeper writes it, too. */
const DERIVED = ['user_states', 'daily_totals', 'figures', 'past_figures'];

const OTHERS = ['idempotency_keys', 'import_jobs', 'import_errors'];

/**
 * Whoever asks for one user gets the rows of that user, also where a statement forgets to say so; for nobody, there are none. The
 * owner of the tables is held to the same (FORCE): a migration that changes rows takes on a role first.
 */
export class RowSecurity1764400000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ROLES.map(makeRole).join(''));
    await queryRunner.query(`
GRANT USAGE ON SCHEMA public TO ${ROLES.join(', ')};
${rowsOfUsers('users', 'id')}
${[...RECORDS, ...DERIVED, ...OTHERS].map((table) => rowsOfUsers(table)).join('')}
GRANT INSERT, UPDATE, DELETE ON ${DERIVED.join(', ')} TO health_tracker_keeper;
GRANT DELETE ON idempotency_keys TO health_tracker_keeper;
GRANT UPDATE ON import_jobs TO health_tracker_keeper;

GRANT SELECT ON migrations, analytes TO health_tracker_user;
GRANT SELECT, INSERT, UPDATE ON analytes TO health_tracker_keeper;
GRANT SELECT, INSERT ON population_snapshots TO health_tracker_user;
GRANT SELECT, INSERT, DELETE ON population_snapshots TO health_tracker_keeper;
GRANT SELECT, INSERT ON population_ledger TO health_tracker_user;
GRANT SELECT, INSERT, DELETE ON population_ledger TO health_tracker_keeper;
GRANT SELECT, INSERT, UPDATE ON service_keys TO health_tracker_access;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['users', ...RECORDS, ...DERIVED, ...OTHERS]) {
      await queryRunner.query(`DROP POLICY ${table}_of_the_user ON ${table};
DROP POLICY ${table}_of_everybody ON ${table};
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`);
    }
    await queryRunner.query(`DROP OWNED BY ${ROLES.join(', ')}`); // of this database only: the roles themselves are the server's
  }
}
