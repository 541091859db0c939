import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing younger than this is removed from the logs, whatever a role of the service asks for. */
const OUTDATED = `at < now() - interval '30 days'`;

/**
 * Who did what with whose data, and the acts of those who run the service, which are no user's. Rows are added and read; what removes
 * them is the end of their user, or their age.
 */
export class AccessLog1764900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE access_log (
  user_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  operation text NOT NULL,
  status smallint NOT NULL,
  caller text NOT NULL,
  key_prefix text,
  request_id text NOT NULL,
  CONSTRAINT access_log_pkey PRIMARY KEY (user_id, at, id),
  CONSTRAINT the_caller_of_an_access_is_known CHECK (caller IN ('service_key', 'user_token', 'identity_provider'))
);

CREATE TABLE administrative_acts (
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  operation text NOT NULL,
  caller text NOT NULL,
  key_prefix text,
  subject_key_prefix text,
  request_id text,
  CONSTRAINT administrative_acts_pkey PRIMARY KEY (id),
  CONSTRAINT the_caller_of_an_act_is_known CHECK (caller IN ('service_key', 'user_token', 'identity_provider', 'start'))
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('access_log', 'user_id', colocate_with => 'users');
    PERFORM create_reference_table('administrative_acts');
  END IF;
END $$;

ALTER TABLE access_log ADD CONSTRAINT access_log_user_exists FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

CREATE INDEX access_log_by_age ON access_log (at);

ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_of_the_user ON access_log FOR SELECT TO health_tracker_user
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY access_log_goes_on_for_the_user ON access_log FOR INSERT TO health_tracker_user
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY access_log_goes_on ON access_log FOR INSERT TO health_tracker_access WITH CHECK (true);
CREATE POLICY access_log_of_everybody ON access_log FOR SELECT TO health_tracker_keeper USING (true);
CREATE POLICY access_log_is_outdated ON access_log FOR DELETE TO health_tracker_keeper USING (${OUTDATED});
GRANT SELECT, INSERT ON access_log TO health_tracker_user;
GRANT INSERT ON access_log TO health_tracker_access;
GRANT SELECT, DELETE ON access_log TO health_tracker_keeper;

CREATE POLICY users_of_the_access_log ON users FOR SELECT TO health_tracker_access USING (true);
GRANT SELECT (id) ON users TO health_tracker_access;

ALTER TABLE administrative_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE administrative_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY administrative_acts_are_told ON administrative_acts FOR SELECT TO health_tracker_access USING (true);
CREATE POLICY administrative_acts_go_on ON administrative_acts FOR INSERT TO health_tracker_access WITH CHECK (true);
CREATE POLICY erasures_go_on ON administrative_acts FOR INSERT TO health_tracker_user WITH CHECK (operation = 'deleteUser');
CREATE POLICY administrative_acts_of_everybody ON administrative_acts FOR SELECT TO health_tracker_keeper USING (true);
CREATE POLICY administrative_acts_are_outdated ON administrative_acts FOR DELETE TO health_tracker_keeper USING (${OUTDATED});
GRANT SELECT, INSERT ON administrative_acts TO health_tracker_access;
GRANT INSERT ON administrative_acts TO health_tracker_user;
GRANT SELECT, DELETE ON administrative_acts TO health_tracker_keeper;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
DROP POLICY users_of_the_access_log ON users;
REVOKE SELECT (id) ON users FROM health_tracker_access;
DROP TABLE administrative_acts, access_log;`);
  }
}
