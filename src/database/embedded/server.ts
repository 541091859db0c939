import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import type { Cluster } from './cluster.js';
import { disownPidFile, isServing, livingServer, type LivingServer } from './postmaster-pid.js';
import type { PostgresPrograms } from './programs.js';

const START_SECONDS = 60; // recovery after a crash included

/** How to start a server when none runs on the cluster yet. */
export interface Launch {
  programs: PostgresPrograms;
  settings: Record<string, string>;
  logFile: string;
  port: number | undefined;
  detached: boolean;
}

/** A server that answered, and the connection it answered on. */
export interface ReachedServer extends LivingServer {
  client: pg.Client;
  /** The process, when we started it. */
  child: ChildProcess | undefined;
}

/** The address of a database of a cluster's server. */
export const databaseUrl = (password: string, port: number, database: string): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** The server that runs on the cluster, or else a new one; waits until it answers. */
export async function reachServer({ data, password }: Cluster, launch: Launch): Promise<ReachedServer> {
  let child: ChildProcess | undefined;
  let lastError: unknown;
  const deadline = Date.now() + START_SECONDS * 1000;
  for (let wait = 5; Date.now() < deadline; wait = Math.min(wait * 2, 100)) {
    const living = livingServer(data);
    if (living) {
      try {
        const client = await connect(databaseUrl(password, living.port, 'postgres'));
        return { ...living, client, child: living.pid === child?.pid ? child : undefined };
      } catch (error) {
        lastError = error; // not yet, or shutting down
      }
    } else if (!child) {
      child = await startServer(data, launch);
      child.once('error', (error) => (lastError = error));
    } else if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The embedded PostgreSQL did not start:\n${readFileSync(launch.logFile, 'utf8').slice(-4000)}`, {
        cause: lastError,
      });
    }
    await sleep(wait);
  }
  child?.kill('SIGQUIT');
  throw new Error(`The embedded PostgreSQL did not answer within ${START_SECONDS} s; its log is ${launch.logFile}`, {
    cause: lastError,
  });
}

/** Stops the server and waits until its process is gone. */
export async function stopServer(
  programs: PostgresPrograms,
  data: string,
  pid: number,
  mode: 'fast' | 'immediate',
): Promise<void> {
  await programs.run('pg_ctl', ['stop', '-D', data, '-m', mode, '-w', '-t', '30']).catch((error: unknown) => {
    if (isServing(data, pid)) throw error; // it is no error that it stopped by itself
  });
  while (isServing(data, pid)) await sleep(5);
}

async function startServer(data: string, { programs, settings, logFile, port, detached }: Launch): Promise<ChildProcess> {
  disownPidFile(data);
  const all = { ...settings, port: String(port ?? (await freePort())) };
  const log = openSync(logFile, 'w', 0o600);
  try {
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = programs.serve(['-D', data, ...args], log, detached);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const name = `health-tracker, process ${process.pid}`;
  const client = new pg.Client({ connectionString: url, application_name: name, connectionTimeoutMillis: 2000 });
  client.on('error', () => {}); // it ends when the server stops
  await client.connect();
  return client;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
