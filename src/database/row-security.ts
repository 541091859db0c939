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
