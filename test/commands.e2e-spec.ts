import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { createEmptyTestDatabase, dropTestDatabase, dropTestRole } from './support/database.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { fileOf, OTHER_LINE, recordLine, walk } from './support/import-files.js';
import { send } from './support/records-over-http.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';
import { useService } from './support/use-service.js';

const source = new TranspiledSource();
afterAll(() => source.remove());

interface Outcome {
  status: unknown;
  lines: string[];
  errors: string;
}

/** Runs a command of an operator to its end. */
function run(command: 'audit' | 'repair' | 'migrate', settings: Record<string, string>): Promise<Outcome> {
  return runProgram(`commands/${command}.js`, settings);
}

/** Runs a program of the source to its end. */
function runProgram(program: string, settings: Record<string, string>, ...given: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: '', ...settings };
    execFile(process.execPath, [source.script(program), ...given], { env }, (error, stdout, errors) =>
      resolve({ status: error?.code ?? 0, lines: stdout.trim().split('\n'), errors }),
    );
  });
}

describe('The commands of operators', () => {
  const service = useService();
  const settings = (): Record<string, string> => ({ DATABASE_URL: service().databaseUrl });

  it('audit, repair, and audit again beside the running service', async () => {
    await send(service(), crowd(6, Date.now(), new Dice(6)));
    expect(await run('audit', settings())).toMatchObject({
      status: 0,
      lines: ['6 users audited, 0 rows are not as the records say.'],
      errors: expect.stringMatching(/^Database: .+\nAuditing: 100 %\n$/),
    });

    await service().dataSource.query(`DELETE FROM figures WHERE metric = 'steps'`);
    const wrong = await run('audit', settings());
    expect(wrong.status).toBe(1);
    expect(wrong.lines.at(-1)).toBe(`6 users audited, ${wrong.lines.length - 1} rows are not as the records say.`);
    expect(wrong.lines[0]).toMatch(/^figures [\da-f-]{36} steps is missing$/);

    expect(await run('repair', settings())).toMatchObject({
      status: 0,
      lines: [expect.stringMatching(/^6 users looked at: \d repaired, and \d+ places of the population\.$/)],
    });
    expect(await run('audit', settings())).toMatchObject({ status: 0 });
  }, 60_000);

  it('import a file, and say what could not be taken of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'health-tracker-files-'));
    const file = join(folder, 'history.ndjson');
    const user = await service().createUser();
    const importing = (...given: string[]): Promise<Outcome> => runProgram('commands/import.js', settings(), ...given);
    const walks = [1, 2, 3].map((day) => recordLine('physicalActivity', walk(day)));
    writeFileSync(file, fileOf(...walks, recordLine('sleepSession', { externalId: 'a' }), OTHER_LINE));

    expect(await importing('--user', user, '--atomic', file)).toMatchObject({
      status: 1,
      lines: expect.arrayContaining([expect.stringMatching(/^Import [\da-f-]{36} failed: 1 entries were rejected/)]),
    });
    const { status, lines, errors } = await importing('--user', user, file);
    expect({ status, lines }).toEqual({
      status: 1,
      lines: [
        expect.stringMatching(/^Import [\da-f-]{36} succeeded$/),
        '5 entries read: 3 created, 0 updated, 0 unchanged, 1 skipped, 1 rejected; 3 records written.',
        expect.stringMatching(/^Skipped, not_importable: 1\. /),
      ],
    });
    expect(errors).toMatch(
      /^Database: .+\nImporting: 100 %\nline 5: \/startedAt startedAt is required; .+ \(validation_failed\)\n$/,
    );
    writeFileSync(file, fileOf(...walks));
    expect(await importing('--user', user, '--format', 'health-tracker-ndjson', file)).toMatchObject({
      status: 0,
      lines: [expect.any(String), expect.stringMatching(/^3 entries read: 0 created, 0 updated, 3 unchanged/)],
    });
    const { body } = await service().get(`/v1/users/${user}/imports`);
    expect(body.data.map((job: { status: string }) => job.status)).toEqual(['succeeded', 'succeeded', 'failed']);

    const wrong: [string[], string][] = [
      [['--user', user], 'Usage: '],
      [['--user', user, '--format', 'papyrus', file], '--format: there is no format papyrus'],
      [['--user', user, join(folder, 'nothing.ndjson')], 'no such file'],
      [['--user', '018f0000-0000-7000-8000-000000000000', file], 'There is no such user.'],
    ];
    for (const [given, message] of wrong) {
      expect(await importing(...given)).toMatchObject({ status: 2, lines: [''], errors: expect.stringContaining(message) });
    }
    rmSync(folder, { recursive: true });
  }, 120_000);

  it('say with a status of their own that they could not run', async () => {
    expect(await run('audit', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })).toMatchObject({
      status: 2,
      errors: expect.stringContaining('DATABASE_URL: no connection to 127.0.0.1:1/nothing'),
    });
    expect(await run('repair', { DATA_FOLDER: '/nowhere' })).toMatchObject({
      status: 2,
      errors: expect.stringContaining('There is no database in /nowhere/postgres'),
    });
    const empty = new URL(service().databaseUrl);
    empty.pathname = '/template1';
    expect(await run('audit', { DATABASE_URL: empty.href })).toMatchObject({
      status: 2,
      errors: expect.stringContaining('The tables of the database are not there'),
    });
  }, 60_000);
});

describe('An audit of the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'health-tracker-commands-'));
  chmodSync(folder, 0o755); // run as root, PostgreSQL is another user, who has to get there
  const dataDir = join(folder, 'postgres');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs beside the program that uses it, and on its own', async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      await migrate(server.url);
      expect(await run('audit', { DATA_FOLDER: folder })).toMatchObject({ status: 0 });
      expect(runningEmbeddedPostgres(dataDir)).toBe(server.url); // it is not the command's to stop
    } finally {
      await server.stop();
    }
    expect(await run('audit', { DATA_FOLDER: folder })).toMatchObject({ status: 0 });
    expect(runningEmbeddedPostgres(dataDir)).toBeUndefined();
  }, 90_000);
});

describe('The service on the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'health-tracker-embedded-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'postgres');
  const settings = { DATA_FOLDER: folder, WORKERS: '2', DRAIN_SECONDS: '0' };
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Which logins have a connection of the service. */
  async function logins(): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: runningEmbeddedPostgres(dataDir) });
    await client.connect();
    const { rows } = await client.query<{ usename: string; usesuper: boolean }>(
      `SELECT DISTINCT usename, usesuper FROM pg_stat_activity JOIN pg_user USING (usename) WHERE application_name = 'health-tracker'`,
    );
    await client.end();
    return rows;
  }

  it('logs in as somebody who owns nothing, start after start, and so do the commands beside it', async () => {
    for (const isFirst of [true, false]) {
      const service = await ServiceProcess.start(source.script('main.js'), '', settings);
      expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
      expect(await logins()).toEqual([{ usename: 'health_tracker_service', usesuper: false }]);
      const commands = isFirst ? [run('audit', settings), run('repair', settings), run('migrate', settings)] : [];
      expect((await Promise.all(commands)).map(({ status }) => status)).toEqual(commands.map(() => 0));
      service.signal('SIGTERM');
      expect(await service.exitCode()).toBe(0);
    }
  }, 180_000);
});

describe('A release that migrates before it starts', () => {
  it('refuses to start on older tables, and starts when they were migrated, once', async () => {
    const url = await createEmptyTestDatabase();
    try {
      const settings = { DATABASE_URL: url, MIGRATE_ON_START: 'false', PORT: '0', TOKEN_SECRET: randomUUID() };
      expect(await runProgram('main.js', settings)).toMatchObject({
        status: 1,
        errors: expect.stringContaining('run "npm run migrate" first'),
      });
      expect(await run('migrate', settings)).toMatchObject({
        status: 0,
        lines: [expect.stringMatching(/^Migrated: CreateTables\d+, /)],
      });
      expect(await run('migrate', settings)).toMatchObject({ status: 0, lines: ['The tables were up to date.'] });
      const service = await ServiceProcess.start(source.script('main.js'), url, { MIGRATE_ON_START: 'false' });
      expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
      await service.kill();
    } finally {
      await dropTestDatabase(url);
    }
  }, 90_000);

  it('lets the service in as somebody who owns nothing', async () => {
    const url = await createEmptyTestDatabase();
    const login = { name: `service of ${process.env.TEST_RUN}`, password: `it's "${randomUUID()}"` };
    const settings = { DATABASE_URL: url, SERVICE_LOGIN_NAME: login.name, SERVICE_LOGIN_PASSWORD: login.password };
    const { host, pathname } = new URL(url);
    const withoutOwner = `postgres://${host}${pathname}`;
    try {
      for (const [password] of [[login.password], ['another']] as const) {
        expect(await run('migrate', { ...settings, SERVICE_LOGIN_PASSWORD: password })).toMatchObject({ status: 0 });
      }
      const asService = { PGUSER: login.name, PGPASSWORD: login.password, MIGRATE_ON_START: 'false' };
      const service = await ServiceProcess.start(source.script('main.js'), withoutOwner, asService);
      expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
      await service.kill();

      const client = new pg.Client({
        connectionString: withoutOwner.replace(
          '//',
          `//${encodeURIComponent(login.name)}:${encodeURIComponent(login.password)}@`,
        ),
      });
      await client.connect();
      await expect(client.query('SELECT * FROM users')).rejects.toMatchObject({ code: '42501' });
      await client.query('SET ROLE health_tracker_user');
      expect((await client.query('SELECT count(*)::int AS users FROM users')).rows).toEqual([{ users: 0 }]);
      for (const statement of ['DROP TABLE users', 'ALTER TABLE users ADD x int', 'CREATE TABLE x ()', 'TRUNCATE users']) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient privilege
      }
      await client.end();
    } finally {
      await dropTestDatabase(url);
      await dropTestRole(login.name);
    }
  }, 90_000);
});
