import pg from 'pg';

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

let databases = 0;

/** A database of one test file's own, cloned from the migrated template; returns its URL. */
export function createTestDatabase(): Promise<string> {
  return create(`TEMPLATE "${process.env.TEST_RUN}_template"`);
}

/** The same without any tables. */
export function createEmptyTestDatabase(): Promise<string> {
  return create('');
}

async function create(how: string): Promise<string> {
  const name = `${process.env.TEST_RUN}_${process.env.JEST_WORKER_ID}_${process.pid.toString(36)}_${++databases}`;
  await asAdmin(`CREATE DATABASE "${name}" ${how}`);
  const url = new URL(process.env.TEST_ADMIN_URL!);
  url.pathname = `/${name}`;
  return url.href;
}

/** The address of a test's database for the service, which logs in as somebody who owns nothing. */
export function asService(databaseUrl: string): string {
  const run = process.env.TEST_RUN!;
  return Object.assign(new URL(databaseUrl), { username: `${run}_service`, password: run }).href;
}

/** Drops a database made by one of these. */
export async function dropTestDatabase(url: string): Promise<void> {
  await asAdmin(`DROP DATABASE IF EXISTS "${new URL(url).pathname.slice(1)}" WITH (FORCE)`);
}

/** Drops a role, which rules nothing any more once its test's database is dropped. */
export async function dropTestRole(name: string): Promise<void> {
  await asAdmin(`DROP ROLE IF EXISTS "${name}"`);
}
