/**
 * Roles belong to the whole server: another database may have made them. Who migrates may take them on, and on PostgreSQL 16 and
 * later has nothing of them otherwise.
 */
export const makeRole = (role: string): string => `
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

/** The policies of a table that has the rows of many users: one sees the user's own, the keeper those of everybody. */
export const rowsOfUsers = (table: string, owner = 'user_id'): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_of_the_user ON ${table} TO health_tracker_user
  USING (${owner} = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (${owner} = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY ${table}_of_everybody ON ${table} TO health_tracker_keeper USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO health_tracker_user;
GRANT SELECT ON ${table} TO health_tracker_keeper;`;
