import { createDataSource } from './data-source.js';
import { unpreparedPg } from './prepared-pg.js';

/** With whose name and password the service connects, where that is not the owner of the tables. */
export interface ServiceLogin {
  name: string;
  password: string;
}

const ADMISSION_LOCK = 1_763_800_001; // one number for this purpose, among the advisory locks of the database

/**
 * The login, quoted for a statement; whether it is there; and the roles for the service to take on: those that migrations made, and the
 * one that sees how old everybody's transactions are, by the narrowest name under which this owner may give it away.
 */
const FIND = `SELECT quote_ident($1) AS login, quote_literal($2) AS password,
  EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "isThere",
  ARRAY(SELECT quote_ident(rolname) FROM pg_roles WHERE rolname LIKE 'health\\_tracker\\_%' AND NOT rolcanlogin) ||
  ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname IN ('pg_read_all_stats', 'pg_monitor')
    AND pg_has_role(oid, 'MEMBER WITH ADMIN OPTION') ORDER BY rolname DESC LIMIT 1) AS roles`;

/**
 * Lets a role log in that does what the service does, and owns no table. A role that is there keeps its password: whoever rotates it
 * knows best. Run by the owner, after every migration.
 */
export async function admitServiceLogin(url: string, { name, password }: ServiceLogin): Promise<void> {
  const owner = await createDataSource(url, { driver: unpreparedPg, extra: { max: 1 } }).initialize();
  try {
    await owner.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [ADMISSION_LOCK]); // two at once would both make it
      const [found] = await manager.query<[{ login: string; password: string; isThere: boolean; roles: string[] }]>(FIND, [
        name,
        password,
      ]);
      const { login } = found;
      if (!found.isThere) await manager.query(`CREATE ROLE ${login} LOGIN NOINHERIT PASSWORD ${found.password}`);
      await manager.query(`GRANT USAGE ON SCHEMA public TO ${login}`);
      await manager.query(`GRANT SELECT ON migrations TO ${login}`);
      if (found.roles.length > 0) await manager.query(`GRANT ${found.roles.join(', ')} TO ${login}`);
    });
  } finally {
    await owner.destroy();
  }
}
