import pg from 'pg';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';

/** Settings by which what is committed is on disk, as it is where the service is at work. */
export const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** Databases that nobody else uses, dropped at the end. */
export interface OwnServer {
  /** Makes a database, a copy of another one of ours if that is named, and returns its address. */
  createDatabase(name: string, template?: string): Promise<string>;
  close(): Promise<void>;
}

/** On the given server, whose user needs CREATEDB, or on a throw-away embedded one with those settings. */
export async function openOwnServer(serverUrl: string | undefined, settings: Record<string, string> = {}): Promise<OwnServer> {
  const server = serverUrl
    ? { url: serverUrl, stop: (): Promise<void> => Promise.resolve() }
    : await startEmbeddedPostgres({ ephemeral: true, settings });
  const asAdmin = async (sql: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  };
  const names: string[] = [];
  const fullName = (name: string): string => `health_tracker_${name}_${process.pid}`;
  return {
    async createDatabase(name, template) {
      await asAdmin(`CREATE DATABASE ${fullName(name)} ${template ? `TEMPLATE ${fullName(template)}` : ''}`);
      names.push(fullName(name));
      const url = new URL(server.url);
      url.pathname = `/${fullName(name)}`;
      return url.href;
    },
    async close() {
      if (serverUrl) for (const name of names) await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.stop();
    },
  };
}
