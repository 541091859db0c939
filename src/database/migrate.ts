import { StartRefused } from '../start-refused.js';
import { createDataSource } from './data-source.js';
import { unpreparedPg } from './prepared-pg.js';

const MIGRATION_LOCK = 1_763_800_000; // one number for this purpose, among the advisory locks of the database

/** Brings the schema up to date. Of several processes at once one does it, and the others wait for that one. */
export async function migrate(url: string): Promise<void> {
  const dataSource = createDataSource(url, { driver: unpreparedPg, extra: { max: 2 } }); // no timeouts: a migration takes its time
  try {
    await dataSource.initialize();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const { message, code } = error as NodeJS.ErrnoException; // refused at every address of a name: a code and no message
    throw new StartRefused(`DATABASE_URL: no connection to ${host}${pathname}: ${message || code}`, { cause: error });
  }
  try {
    const turn = dataSource.createQueryRunner();
    await turn.query('SET statement_timeout = 0');
    await turn.query('SET lock_timeout = 0');
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations();
    await turn.release();
  } finally {
    await dataSource.destroy(); // the lock ends with its connection
  }
}
