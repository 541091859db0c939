import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { unprivilegedUser } from '../../src/database/embedded/system-user.js';
import { freePort } from '../../bench/free-port.js';

const DEBIAN = '/usr/lib/postgresql';

/** The folder with the programs of a whole PostgreSQL, of which the embedded one has a part; undefined where there is none. */
export function postgresPrograms(): string | undefined {
  const installed = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...installed];
  return folders.find((folder) => ['initdb', 'postgres', 'pg_basebackup'].every((name) => existsSync(join(folder, name))));
}

/** A PostgreSQL server in a folder, on the loopback interface, to which everybody is `postgres`. */
class Server {
  private child: ChildProcess | undefined;

  constructor(
    private readonly programs: string,
    private readonly data: string,
    private readonly port: number,
  ) {}

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  async start(): Promise<void> {
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: this.port, fsync: 'off' };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { ...unprivilegedUser(), cwd: '/', stdio: 'ignore' as const };
    this.child = spawn(join(this.programs, 'postgres'), ['-D', this.data, ...args], options);
    while (!(await this.ask('SELECT 1').catch(() => null))) {
      if (this.child.exitCode !== null) throw new Error(`PostgreSQL in ${this.data} did not start`);
      await pause(50);
    }
  }

  /** Ends it at once, as a crash does. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGQUIT');
    await new Promise((resolve) => child.once('exit', resolve));
  }

  async ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

/** A PostgreSQL server, and another that is a copy of it by streaming replication. */
export class StreamingPair {
  private constructor(
    private readonly folder: string,
    readonly primary: Server,
    readonly standby: Server,
  ) {}

  static async start(programs: string): Promise<StreamingPair> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'health-tracker-streaming-')));
    chmodSync(folder, 0o755);
    const user = unprivilegedUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const run = (program: string, ...args: string[]): Promise<unknown> =>
      promisify(execFile)(join(programs, program), args, { ...user, cwd: '/' });
    const [data, copy] = [join(folder, 'primary'), join(folder, 'standby')];
    await run('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync');
    const primary = new Server(programs, data, await freePort());
    await primary.start();
    await run('pg_basebackup', '-R', '-D', copy, '-d', primary.url, '--checkpoint=fast', '--no-sync');
    const standby = new Server(programs, copy, await freePort());
    await standby.start();
    return new StreamingPair(folder, primary, standby);
  }

  /** Waits until the copy has seen all that there is. */
  async catchUp(): Promise<void> {
    const [{ position }] = (await this.primary.ask<{ position: string }>('SELECT pg_current_wal_lsn() AS position')) as [
      { position: string },
    ];
    const reached = `SELECT pg_last_wal_replay_lsn() >= '${position}' AS "isReached"`;
    while (!(await this.standby.ask<{ isReached: boolean }>(reached))[0]!.isReached) await pause(20);
  }

  async remove(): Promise<void> {
    await this.standby.stop();
    await this.primary.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
