import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { expectProblem } from './support/problem.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const PLACES = 2;
const service = useService({}, { admission: { requestsInFlight: PLACES, burst: PLACES, eventLoopUtilization: 1 } });
let userId: string;
let outsider: QueryRunner;

beforeEach(async () => {
  userId = await service().createUser();
  outsider = service().dataSource.createQueryRunner();
  await outsider.startTransaction();
  await outsider.query('SELECT * FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
});
afterEach(async () => {
  if (outsider.isTransactionActive) await letThemGoOn();
  while ((await service().get('/v1/users')).status === 503) await pause(10); // an answer may be there before its place is free
});

async function letThemGoOn(): Promise<void> {
  await outsider.rollbackTransaction();
  await outsider.release();
}

const change = (init: RequestInit = {}): Promise<Response> =>
  fetch(`${service().url}/v1/users/${userId}`, {
    method: 'PATCH',
    headers: { ...service().credentials, 'content-type': 'application/json' },
    body: JSON.stringify({ displayName: 'Ada' }),
    ...init,
  });

/** Waits until so many requests wait for the user whom the outsider has locked. */
async function waiting(count: number): Promise<void> {
  const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await service().dataSource.query<unknown[]>(WAITING)).length < count) await pause(10);
}

const shed = async (): Promise<number> => {
  const text = await (await fetch(`${service().url}/metrics`, { headers: service().credentials })).text();
  return Number(/^health_tracker_http_requests_shed_total\{reason="in_flight"\} (\d+)$/m.exec(text)?.[1]);
};

describe('a service with as much to do as it can', () => {
  it('turns away what comes next, at once, and goes on with what it has begun', async () => {
    const before = await shed();
    const begun = [change(), change()];
    await waiting(PLACES);
    const answer: Answer = await service().get('/v1/users');
    expectProblem(answer, 503, 'overloaded');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await shed()).toBe(before + 1);

    await letThemGoOn();
    expect((await Promise.all(begun)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await service().get('/v1/users')).status).toBe(200);
  });

  it('reads no body of a request that it turns away', async () => {
    const begun = [change(), change()];
    await waiting(PLACES);
    const socket = connect(Number(new URL(service().url).port), '127.0.0.1');
    socket.write(
      `POST /v1/users HTTP/1.1\r\nhost: x\r\nauthorization: ${service().credentials.authorization}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{`,
    );
    const [data] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(data.toString()).toMatch(/^HTTP\/1\.1 503 /);
    await letThemGoOn();
    await Promise.all(begun);
  });

  it('tells operators how it is', async () => {
    const begun = [change(), change()];
    await waiting(PLACES);
    for (const path of ['/health/live', '/health/ready', '/version', '/metrics'])
      expect([path, (await fetch(service().url + path, { headers: service().credentials })).status]).toEqual([path, 200]);
    await letThemGoOn();
    await Promise.all(begun);
  });

  it('counts work for which nobody waits any more until it is done', async () => {
    const impatient = new AbortController();
    const given = [change({ signal: impatient.signal }), change({ signal: impatient.signal })];
    await waiting(PLACES);
    impatient.abort();
    await Promise.allSettled(given);
    expectProblem(await service().get('/v1/users'), 503, 'overloaded');

    await letThemGoOn();
    await expect(Promise.any(Array.from({ length: 50 }, (_, time) => untilAdmitted(time * 20)))).resolves.toBe(200);
  });

  it('gives no place to a body that does not come', async () => {
    const sockets = Array.from({ length: 3 * PLACES }, () => connect(Number(new URL(service().url).port), '127.0.0.1'));
    for (const socket of sockets)
      socket.write(
        `POST /v1/users HTTP/1.1\r\nhost: x\r\nauthorization: ${service().credentials.authorization}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
      );
    await pause(100);
    expect((await service().get('/v1/users')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

async function untilAdmitted(wait: number): Promise<number> {
  await pause(wait);
  const { status } = await service().get('/v1/users');
  if (status !== 200) throw new Error(`${status}`);
  return status;
}
