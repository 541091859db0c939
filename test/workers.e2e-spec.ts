import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { AS_OPERATOR, OPERATOR_KEY } from './support/operator-key.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';

const source = new TranspiledSource();
let databaseUrl: string;
let service: ServiceProcess;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  const settings = { ADMIN_KEY: OPERATOR_KEY, WORKERS: '2', DATABASE_POOL_SIZE: '3', DRAIN_SECONDS: '0' };
  service = await ServiceProcess.start(source.script('main.js'), databaseUrl, settings);
}, 60_000);
afterAll(async () => {
  await service.kill();
  source.remove();
  await dropTestDatabase(databaseUrl);
});

async function metric(line: RegExp): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`, { headers: AS_OPERATOR })).text();
  return Number(line.exec(text)?.[1]);
}
const poolSize = (): Promise<number> => metric(/^health_tracker_database_pool_max (\d+)$/m);

describe('several processes on one port', () => {
  it('are measured as one', async () => {
    expect(await poolSize()).toBe(2 * 3);
    for (let time = 0; time < 6; time++) await (await fetch(`${service.url}/version`)).text();
    const VERSIONS = /^health_tracker_http_request_duration_seconds_count\{method="GET",route="\/version",status="200"\} (\d+)$/m;
    expect(await metric(VERSIONS)).toBe(6);
  });

  it('are as many again when one of them was killed', async () => {
    const [first, second] = service.children;
    process.kill(first!, 'SIGKILL');
    while (service.children.includes(first!) || service.children.length < 2) await pause(50);
    expect(service.children).toContain(second);
    while ((await poolSize().catch(() => 0)) !== 2 * 3) await pause(50);
    expect((await fetch(`${service.url}/v1/users`, { headers: AS_OPERATOR })).status).toBe(200);
    expect(service.output).toContain('ended (SIGKILL), another one starts in');
  }, 60_000);

  it('end together', async () => {
    const pids = service.children;
    service.signal('SIGTERM');
    expect(await service.exitCode()).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }, 60_000);
});

it('says that it cannot start where a worker cannot', async () => {
  const other = await ServiceProcess.start(source.script('main.js'), databaseUrl);
  const settings = { WORKERS: '2', PORT: new URL(other.url).port };
  await expect(ServiceProcess.start(source.script('main.js'), databaseUrl, settings)).rejects.toThrow('EADDRINUSE');
  await other.kill();
}, 60_000);
