import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { AS_OPERATOR, OPERATOR_KEY } from './support/operator-key.js';
import { Service } from './support/service.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';

const CLIENTS = 8;
const source = new TranspiledSource();
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
});
afterAll(async () => {
  source.remove();
  await dropTestDatabase(databaseUrl);
});

/** Sends requests as a load balancer does: until the service says that it is not ready. Returns how each was answered. */
async function loadUntilNotReady(url: string): Promise<(number | string)[]> {
  const answers: (number | string)[] = [];
  const stopped = new AbortController();
  const look = async (): Promise<void> => {
    while ((await fetch(`${url}/health/ready`)).ok) await pause(100);
    stopped.abort();
  };
  const client = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await fetch(`${url}/v1/users`, {
        method: 'POST',
        headers: { ...AS_OPERATOR, 'content-type': 'application/json' },
        body: '{}',
      }).then(
        async (response) => answers.push((await response.text()) && response.status),
        (error: Error) => answers.push(error.message),
      );
    }
  };
  await Promise.all([look(), ...Array.from({ length: CLIENTS }, client)]);
  return answers;
}

describe.each([1, 2])('a service of %s processes that is told to end', (workers) => {
  it('fails no request', async () => {
    const service = await ServiceProcess.start(source.script('main.js'), databaseUrl, {
      ADMIN_KEY: OPERATOR_KEY,
      DRAIN_SECONDS: '2',
      MAX_EVENT_LOOP_PERCENT: '100', // a busy machine must not look like an overload
      WORKERS: String(workers),
    });
    const load = loadUntilNotReady(service.url);
    await pause(500);
    const signalled = performance.now();
    service.signal('SIGTERM');
    await pause(300);
    const { status, headers } = await fetch(`${service.url}/v1/users`, { headers: AS_OPERATOR });
    expect([status, headers.get('connection')]).toEqual([200, 'close']);

    const answers = await load;
    expect(new Set(answers)).toEqual(new Set([201]));
    expect(await service.exitCode()).toBe(0);
    expect(performance.now() - signalled).toBeGreaterThan(1900);
  }, 60_000);
});

it('does not let a person wait who presses Ctrl-C', async () => {
  const service = await ServiceProcess.start(source.script('main.js'), databaseUrl, { DRAIN_SECONDS: '600' });
  service.signal('SIGINT');
  expect(await service.exitCode()).toBe(0);
});

it('is not kept by a connection whose last answer was under way when it began to close', async () => {
  const service = await Service.start();
  const userId = await service.createUser();
  const holder = service.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE users');
  const slow = service.get(`/v1/users/${userId}`);
  const waiting = `SELECT 1 FROM pg_locks WHERE relation = 'users'::regclass AND NOT granted`;
  while (((await holder.query(waiting)) as unknown[]).length === 0) await pause(10);
  const began = performance.now();
  const closed = service.app.close();
  await pause(300);
  await holder.rollbackTransaction();
  await holder.release();
  expect((await slow).status).toBe(200);
  await closed;
  expect(performance.now() - began).toBeLessThan(5_000);
  await service.dataSource.destroy();
  await dropTestDatabase(service.databaseUrl);
});
