import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowsOfUsers } from '../row-security.js';

const ROLES = ['health_tracker_user', 'health_tracker_keeper', 'health_tracker_access'];

const RECORDS = ['physical_activities', 'sleep_sessions', 'blood_tests', 'blood_test_results'];

/** What follows from the records: the keeper writes it, too. */
const DERIVED = ['user_states', 'daily_totals', 'figures', 'past_figures'];

const OTHERS = ['idempotency_keys', 'import_jobs', 'import_errors'];

/**
 * Roles belong to the whole server: another database may have made them. Who migrates may take them on, and on PostgreSQL 16 and
 * later has nothing of them otherwise.
 */
const makeRole = (role: string): string => `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
    CREATE ROLE ${role} NOLOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '${role}', 'MEMBER') OR EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND NOT rolsuper) THEN
    EXECUTE 'GRANT ${role} TO CURRENT_USER' ||
      CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
  END IF;
END $$;`;

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
