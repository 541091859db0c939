import { join } from 'node:path';
import { startEmbeddedPostgres } from './embedded-postgres.js';

/** A database that answers, for as long as the program runs. */
export interface OpenDatabase {
  url: string;
  /** For people: which database it is, without its password. */
  description: string;
  stop(): Promise<void>;
}

/** The given database, or else an embedded one that keeps its data in `<dataFolder>/postgres`. */
export async function openDatabase(databaseUrl: string | undefined, dataFolder: string): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) {
    const { host, pathname } = new URL(databaseUrl);
    return { url: databaseUrl, description: host + pathname, stop: () => Promise.resolve() };
  }
  const server = await startEmbeddedPostgres({ dataDir: join(dataFolder, 'postgres') });
  return { ...server, description: `embedded PostgreSQL, data in ${server.folder}` };
}
