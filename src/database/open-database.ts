import { join } from 'node:path';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

/** A database that answers, for as long as the program runs. */
export interface OpenDatabase {
  url: string;
  /** For people: which database it is, without its password. */
  description: string;
  /** Where an embedded database keeps its data; undefined for the database of somebody else. */
  folder?: string;
  stop(): Promise<void>;
}

/** The given database, or else an embedded one that keeps its data in `<dataFolder>/postgres`. */
export async function openDatabase(databaseUrl: string | undefined, dataFolder: string): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return foreignDatabase(databaseUrl);
  const server = await startEmbeddedPostgres({ dataDir: join(dataFolder, 'postgres') });
  return { ...server, description: `embedded PostgreSQL, data in ${server.folder}` };
}

/** The database that {@link openDatabase} opens, also while another program has it open; there must be one. */
export async function joinDatabase(databaseUrl: string | undefined, dataFolder: string): Promise<OpenDatabase> {
  const running = databaseUrl ?? runningEmbeddedPostgres(join(dataFolder, 'postgres'));
  return running === undefined ? openDatabase(undefined, dataFolder) : foreignDatabase(running);
}

/** A database that is not ours to stop. */
function foreignDatabase(url: string): OpenDatabase {
  const { host, pathname } = new URL(url);
  return { url, description: host + pathname, stop: () => Promise.resolve() };
}
