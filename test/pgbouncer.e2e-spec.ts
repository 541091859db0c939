import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from '../src/database/connection-options.js';
import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { freePort } from '../bench/free-port.js';
import { Service } from './support/service.js';

// Skipped where PgBouncer is not installed: `apt-get install pgbouncer`.
const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'health-tracker-pgbouncer-'));
let bouncer: ChildProcess;
let databaseUrl: string;
let service: Service;

/** Starts PgBouncer in transaction mode with two connections to the server, and returns the address of the database behind it. */
async function startPgBouncer(direct: URL): Promise<string> {
  const port = await freePort();
  const [user, password] = [direct.username, decodeURIComponent(direct.password)];
  writeFileSync(join(folder, 'users.txt'), `"${user}" "${password}"\n`);
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'md5',
    auth_file: join(folder, 'users.txt'),
    pool_mode: 'transaction',
    default_pool_size: 2,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const target = `* = host=${direct.hostname} port=${direct.port}`;
  writeFileSync(join(folder, 'pgbouncer.ini'), ['[databases]', target, '[pgbouncer]', ...lines, ''].join('\n'));
  chmodSync(folder, 0o755);
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : []; // it does not run as root
  bouncer = spawn('pgbouncer', ['-q', ...asUser, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
  const behind = new URL(direct.href);
  behind.port = String(port);
  for (let isThere = false; !isThere; await pause(50)) {
    const client = new pg.Client({ connectionString: behind.href });
    client.on('error', () => undefined);
    isThere = await client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  }
  return behind.href;
}

(hasPgBouncer ? describe : describe.skip)('Behind PgBouncer in transaction mode (skipped where it is not installed)', () => {
  beforeAll(async () => {
    databaseUrl = await createTestDatabase();
    const url = await startPgBouncer(new URL(databaseUrl));
    service = await Service.on(url, {}, {}, { preparedStatements: false });
  }, 60_000);
  afterAll(async () => {
    await service.app.close();
    bouncer.kill('SIGINT');
    await dropTestDatabase(databaseUrl);
    rmSync(folder, { recursive: true });
  });

  it('the service takes writes and scores of many at once', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => service.createUser({ birthDate: '1980-01-01' })));
    const startMs = Date.now() - 3 * 86_400_000;
    const write = (userId: string, hour: number): Promise<{ status: number }> =>
      service.post(`/v1/users/${userId}/physical-activities`, {
        type: 'walking',
        startedAt: new Date(startMs + hour * 3_600_000).toISOString(),
        endedAt: new Date(startMs + hour * 3_600_000 + 600_000).toISOString(),
        steps: 1000,
      });
    const answers = await Promise.all(users.flatMap((userId) => Array.from({ length: 8 }, (_, hour) => write(userId, hour))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const scores = await Promise.all(users.map((userId) => service.get(`/get_health_score?user_id=${userId}`)));
    expect(new Set(scores.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await service.get('/health/ready')).status).toBe(200);
    expect((await service.get('/v1/population/statistics')).status).toBe(200);
  });

  it('connections with settings of their own are refused: PREPARED_STATEMENTS=false is needed', async () => {
    const { driver, extra } = connectionOptions({ preparedStatements: true });
    const pool = new driver.Pool({ ...extra, connectionString: service.databaseUrl });
    await expect(pool.query('SELECT 1')).rejects.toThrow('unsupported startup parameter');
    await pool.end();
  });
});
