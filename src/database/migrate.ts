import type { DataSource } from 'typeorm';
import { StartRefused } from '../start-refused.js';
import { createDataSource } from './data-source.js';
import { unpreparedPg } from './prepared-pg.js';

const MIGRATION_LOCK = 1_763_800_000; // one number for this purpose, among the advisory locks of the database

/**
 * Brings the schema up to date, and returns the names of the migrations that it took. Of several processes at once one does it, and
 * the others wait for that one.
 */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await connectedTo(url);
  try {
    const turn = dataSource.createQueryRunner();
    await turn.query('SET statement_timeout = 0');
    await turn.query('SET lock_timeout = 0');
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    await turn.release();
    return done.map(({ name }) => name);
  } finally {
    await dataSource.destroy(); // the lock ends with its connection
  }
}

/** Reads which migrations a database has had. */
export const MIGRATIONS_DONE = 'SELECT name FROM migrations';

/** The names of the migrations of this program, the oldest first. */
export const migrationNames = ({ migrations }: DataSource): string[] =>
  migrations.map(({ name, constructor }) => name ?? constructor.name);

/** Whether a database has had all migrations of this program; it may have had more. */
export function isMigrated(dataSource: DataSource, done: readonly { name: string }[]): boolean {
  const names = new Set(done.map(({ name }) => name));
  return migrationNames(dataSource).every((name) => names.has(name));
}

/** Refuses a database whose schema is not up to date, and changes nothing. */
export async function assertMigrated(url: string): Promise<void> {
  const dataSource = await connectedTo(url);
  try {
    const [table] = await dataSource.query<[{ oid: string | null }]>(`SELECT to_regclass('migrations') AS oid`);
    const rows = table.oid === null ? [] : await dataSource.query<{ name: string }[]>(MIGRATIONS_DONE);
    if (!isMigrated(dataSource, rows)) {
      throw new StartRefused(
        'The tables of the database are not there, or older than this program: run "npm run migrate" first.',
      );
    }
  } finally {
    await dataSource.destroy();
  }
}

async function connectedTo(url: string): Promise<DataSource> {
  const dataSource = createDataSource(url, { driver: unpreparedPg, extra: { max: 2 } }); // no timeouts: a migration takes its time
  try {
    return await dataSource.initialize();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const { message, code } = error as NodeJS.ErrnoException; // refused at every address of a name: a code and no message
    throw new StartRefused(`DATABASE_URL: no connection to ${host}${pathname}: ${message || code}`, { cause: error });
  }
}
