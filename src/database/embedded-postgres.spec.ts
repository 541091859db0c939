import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { StartRefused } from '../start-refused.js';

async function query<Row extends pg.QueryResultRow>({ url }: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let home: string;
  let dataDir: string;
  let server: EmbeddedPostgres;
  const pidFile = (): string => join(server.folder, 'cluster', 'data', 'postmaster.pid');
  const serverPid = (): number => Number.parseInt(readFileSync(pidFile(), 'utf8'));
  const loseItsProgram = (): Promise<unknown> =>
    query(
      server,
      `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE application_name LIKE 'health-tracker, process %'`,
    );
  async function crash(): Promise<void> {
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await sleep(200); // its helper processes notice
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'health-tracker-spec-'));
    chmodSync(home, 0o755); // run as root, PostgreSQL is another user, who has to get there
    dataDir = join(home, 'postgres');
    mkdirSync(join(dataDir, 'unfinished-interrupted', 'data'), { recursive: true });
    server = await startEmbeddedPostgres({ dataDir, settings: { work_mem: '5MB' } });
    await query(server, 'CREATE TABLE notes AS SELECT 1 AS n');
  });

  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  it('speaks UTF-8, keeps UTC, and takes settings', async () => {
    const names = ['server_encoding', 'timezone', 'work_mem', 'fsync'];
    const [row] = await query(server, `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`);
    expect(row).toEqual({ server_encoding: 'UTF8', timezone: 'UTC', work_mem: '5MB', fsync: 'on' });
  });

  it('clears away a cluster whose making was interrupted', () => {
    expect(existsSync(join(server.folder, 'unfinished-interrupted'))).toBe(false);
  });

  it('refuses a second program on the same folder, and says who has it', async () => {
    const second = startEmbeddedPostgres({ dataDir });
    await expect(second).rejects.toThrow(StartRefused);
    await expect(second).rejects.toThrow(`in use by health-tracker, process ${process.pid}`);
  });

  it('keeps its data from one start to the next', async () => {
    await server.stop();
    expect(existsSync(pidFile())).toBe(false);
    server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(false);
    expect(await query(server, 'SELECT n FROM notes')).toEqual([{ n: 1 }]);
  });

  it('takes over the server of a program that was killed', async () => {
    const pid = serverPid();
    await loseItsProgram();
    server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(true);
    expect(serverPid()).toBe(pid);
  });

  it('recovers from a crash', async () => {
    await query(server, 'INSERT INTO notes VALUES (2)');
    await crash();
    server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(false);
    expect(await query(server, 'SELECT n FROM notes ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('recovers from a crash when another program got its process number', async () => {
    await crash();
    writeFileSync(pidFile(), readFileSync(pidFile(), 'utf8').replace(/^\d+/, String(process.ppid)));
    server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(false);
  });

  it('says why it does not start', async () => {
    await server.stop();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toThrow('Address already in use');
    taken.close();
    server = await startEmbeddedPostgres({ dataDir });
  });
});
