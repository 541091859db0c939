import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { admitServiceLogin } from './service-login.js';

/** A database that answers, for as long as the program runs. */
export interface OpenDatabase {
  /** For the service; of an embedded database with a login that owns nothing, and that has to be admitted first. */
  url: string;
  /** For migrations: with the owner of the tables. */
  ownerUrl: string;
  /** Lets the service log in, once the tables are there. */
  admitService(): Promise<void>;
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
  return { ...server, ...loginsOf(server.url), description: `embedded PostgreSQL, data in ${server.folder}` };
}

/** The database that {@link openDatabase} opens, also while another program has it open; there must be one. */
export async function joinDatabase(databaseUrl: string | undefined, dataFolder: string): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return foreignDatabase(databaseUrl);
  const running = runningEmbeddedPostgres(join(dataFolder, 'postgres'));
  return running === undefined ? openDatabase(undefined, dataFolder) : { ...foreignDatabase(running), ...loginsOf(running) };
}

/** A database that is not ours to stop, and whose logins are whatever its address says. */
function foreignDatabase(url: string): OpenDatabase {
  const { host, pathname } = new URL(url);
  const nothing = (): Promise<void> => Promise.resolve();
  return { url, ownerUrl: url, admitService: nothing, description: host + pathname, stop: nothing };
}

/** The two logins of an embedded database. The service's password follows from the owner's, and not the other way round. */
function loginsOf(ownerUrl: string): Pick<OpenDatabase, 'url' | 'ownerUrl' | 'admitService'> {
  const url = new URL(ownerUrl);
  const name = 'health_tracker_service';
  const password = createHmac('sha256', url.password).update(name).digest('base64url');
  Object.assign(url, { username: name, password });
  return { url: url.href, ownerUrl, admitService: () => admitServiceLogin(ownerUrl, { name, password }) };
}
