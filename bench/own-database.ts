import pg from 'pg';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';

/**
 * A database that nobody else uses, dropped at the end: on the given server, whose user needs CREATEDB, or on a throw-away
 * embedded one.
 */
export async function openOwnDatabase(serverUrl: string | undefined): Promise<{ url: string; close(): Promise<void> }> {
  const server = serverUrl
    ? { url: serverUrl, stop: (): Promise<void> => Promise.resolve() }
    : await startEmbeddedPostgres({ ephemeral: true });
  const asAdmin = async (sql: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  };
  const name = `health_tracker_bench_${process.pid}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async close() {
      await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.stop();
    },
  };
}
