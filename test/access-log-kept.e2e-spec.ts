import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Access } from '../src/access/log/access.js';
import { AccessLog } from '../src/access/log/access-log.js';
import { AccessLogService } from '../src/access/log/access-log.service.js';
import { Database } from '../src/database/database.js';
import type { ScopedDatabase } from '../src/database/scoped-database.js';
import { loggedAs, type LogRow } from './support/access-log.js';
import { expectDone } from './support/records-over-http.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';
import { useService } from './support/use-service.js';

const service = useService();
const source = new TranspiledSource();
afterAll(() => source.remove());

const query = <T>(text: string, parameters?: unknown[]): Promise<T[]> => service().dataSource.query<T[]>(text, parameters);
const database = (): Database => service().app.get(Database);
const written = async (requestId: string): Promise<number> =>
  (await query('SELECT 1 FROM access_log WHERE request_id = $1', [requestId])).length;
const ENTRY = `gen_random_uuid(), 'getUser', 200, 'service_key', 'ht_0123456789ab', 'request'`;

describe('The logs are only added to', () => {
  const asUser = (userId: string): ScopedDatabase => database().forUser(userId);
  const refusal = (role: ScopedDatabase, text: string): Promise<string> =>
    role.query<unknown[]>(text).then(
      (rows) => `${rows.length} rows`,
      (error: Error) => error.message,
    );
  const entry = (userId: string): string =>
    `INSERT INTO access_log VALUES ('${userId}', now(), gen_random_uuid(), 'getUser', 200, 'service_key', NULL, 'mine')`;
  const act = (operation: string): string =>
    `INSERT INTO administrative_acts VALUES (gen_random_uuid(), now(), '${operation}', 'service_key', NULL, NULL, NULL)`;

  it.each(['access_log', 'administrative_acts'])('by no role of the service is %s changed or emptied', async (table) => {
    const userId = await service().createUser();
    await service().app.get(AccessLog).write();
    const before = await query(`SELECT * FROM ${table} ORDER BY id`);
    expect(before.length).toBeGreaterThan(0);
    for (const role of [asUser(userId), database().forAccess, database().forEverybody]) {
      expect(await refusal(role, `UPDATE ${table} SET operation = 'nothing'`)).toMatch(/^permission denied/);
      expect(await refusal(role, `TRUNCATE ${table}`)).toMatch(/^permission denied/);
      expect(await refusal(role, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`)).toMatch(/^must be owner/);
    }
    for (const role of [asUser(userId), database().forAccess])
      expect(await refusal(role, `DELETE FROM ${table}`)).toMatch(/^permission denied/);
    expect(await refusal(database().forEverybody, `DELETE FROM ${table}`)).toBe('0 rows'); // none is old enough
    expect(await refusal(database().forEverybody, table === 'access_log' ? entry(userId) : act('deleteUser'))).toMatch(
      /^permission denied/,
    );
    expect(await query(`SELECT * FROM ${table} ORDER BY id`)).toEqual(before);
  });

  it('a user sees and adds to the own log alone, and those who write it read none', async () => {
    const [ada, bob] = [await service().createUser(), await service().createUser()];
    await service().app.get(AccessLog).write();
    const seen = await asUser(ada).query('SELECT DISTINCT user_id FROM access_log');
    expect(seen).toEqual([{ user_id: ada }]);
    expect(await refusal(asUser(ada), entry(ada))).toBe('0 rows');
    expect(await refusal(asUser(ada), entry(bob))).toMatch(/^new row violates row-level security/);
    expect(await refusal(asUser(''), entry(bob))).toMatch(/^new row violates row-level security/);
    expect(await refusal(database().forAccess, 'SELECT * FROM access_log')).toMatch(/^permission denied/);
    expect(await refusal(database().forAccess, 'SELECT display_name FROM users')).toMatch(/^permission denied/);
  });

  it('of the acts, who works for a user adds an erasure and reads none', async () => {
    const role = asUser(await service().createUser());
    expect(await refusal(role, 'SELECT * FROM administrative_acts')).toMatch(/^permission denied/);
    expect(await refusal(role, act('createServiceKey'))).toMatch(/^new row violates row-level security/);
  });
});

describe('How long the logs are kept', () => {
  const AGES = [29, 31, 399, 401, 4000];
  const fill = async (userId: string): Promise<void> => {
    for (const days of AGES) {
      await query(`INSERT INTO access_log SELECT $1, now() - $2 * interval '1 day', ${ENTRY}`, [userId, days]);
      await query(
        `INSERT INTO administrative_acts SELECT gen_random_uuid(), now() - $1 * interval '1 day', 'deleteUser', 'service_key', NULL, NULL, NULL`,
        [days],
      );
    }
  };
  const ages = (table: string): Promise<{ days: number }[]> =>
    query(`SELECT extract(day FROM now() - at)::int AS days FROM ${table} WHERE at < now() - interval '7 days' ORDER BY 1`);

  it('is what the installation wants; nothing younger than 30 days goes, whatever is asked for', async () => {
    const userId = await service().createUser();
    await fill(userId);
    expect(await service().app.get(AccessLogService).removeOutdated()).toBe(4);
    for (const table of ['access_log', 'administrative_acts']) {
      expect(await ages(table)).toEqual([{ days: 29 }, { days: 31 }, { days: 399 }]);
      await database().forEverybody.query(`DELETE FROM ${table}`);
      expect(await ages(table)).toEqual([{ days: 29 }]);
    }
    await service().delete(`/v1/users/${userId}`);
  });

  it('holds for more than one statement takes', async () => {
    const userId = await service().createUser();
    await query(`INSERT INTO access_log SELECT $1, now() - interval '401 days', ${ENTRY} FROM generate_series(1, 10001)`, [
      userId,
    ]);
    expect(await service().app.get(AccessLogService).removeOutdated()).toBe(10_001);
  });
});

describe('Entries that wait', () => {
  const access = (userId: string, requestId: string): Access =>
    new Access({ kind: 'key', keyId: randomUUID(), prefix: 'ht_0123456789ab', scopes: [] }, 'getUser', requestId, [userId]);
  const dropped = async (): Promise<number> => {
    const { body } = await service().get('/metrics');
    return Number(/^health_tracker_access_log_dropped_total (\d+)$/m.exec(String(body))![1]);
  };

  it('are kept while the log cannot be written, up to a bound; what is more is dropped and counted', async () => {
    const [userId, requestId, last] = [await service().createUser(), randomUUID(), randomUUID()];
    const log = service().app.get(AccessLog);
    await service().get(`/v1/users/${userId}`, { 'x-request-id': last });
    expect(await loggedAs(service(), last)).toHaveLength(1); // nothing else waits now
    const before = await dropped();
    await query('ALTER TABLE access_log RENAME TO access_log_away');
    try {
      for (let count = 0; count < 50_010; count++) log.note(access(userId, requestId), 200);
      await expect(log.write()).rejects.toThrow();
    } finally {
      await query('ALTER TABLE access_log_away RENAME TO access_log');
    }
    expect((await dropped()) - before).toBe(10);
    await log.write();
    expect(await written(requestId)).toBe(50_000);
  }, 60_000);

  it('are written once, however many ask for it at once', async () => {
    const [userId, requestId] = [await service().createUser(), randomUUID()];
    const log = service().app.get(AccessLog);
    for (let count = 0; count < 5_000; count++) log.note(access(userId, requestId), 200);
    await Promise.all([log.write(), log.write(), log.write()]);
    expect(await written(requestId)).toBe(5_000);
  });

  it('are written beside those of somebody who never was, whatever the ids of the requests', async () => {
    const [userId, nobody] = [await service().createUser(), randomUUID()];
    const log = service().app.get(AccessLog);
    const requestIds = ['NULL', '-', '0.1', randomUUID()];
    for (const status of [200, 404]) {
      await log.write();
      for (const requestId of requestIds) for (const user of [nobody, userId]) log.note(access(user, requestId), status);
      await log.write();
    }
    for (const status of [200, 404]) {
      const rows = await query<LogRow>('SELECT * FROM access_log WHERE user_id = $1 AND status = $2', [userId, status]);
      expect(rows.map((row) => row.request_id)).toEqual(expect.arrayContaining(requestIds));
      expect(rows).toHaveLength(4);
    }
    expect(await query('SELECT 1 FROM access_log WHERE user_id = $1', [nobody])).toEqual([]);
  });

  it('of a user who is erased meanwhile go with the user', async () => {
    const userId = await service().createUser();
    const log = service().app.get(AccessLog);
    for (let count = 0; count < 200; count++) {
      log.note(access(userId, 'late'), 200);
      if (count === 100) await Promise.all([service().delete(`/v1/users/${userId}`), log.write().catch(() => {})]);
    }
    await log.write();
    expect(await query('SELECT 1 FROM access_log WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('are written by themselves within two seconds', async () => {
    const [userId, requestId] = [await service().createUser(), randomUUID()];
    await service().get(`/v1/users/${userId}`, { 'x-request-id': requestId });
    const asked = performance.now();
    while ((await written(requestId)) === 0) {
      expect(performance.now() - asked).toBeLessThan(2_000);
      await pause(20);
    }
  });
});

it('a graceful stop loses no entry of a request that was answered', async () => {
  const ending = await ServiceProcess.start(source.script('main.js'), service().databaseUrl, { DRAIN_SECONDS: '1' });
  const [userId, requestId] = [await service().createUser(), randomUUID()];
  const headers = { ...service().credentials, 'x-request-id': requestId };
  let answered = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      const response = await fetch(`${ending.url}/v1/users/${userId}`, { headers }).catch(() => null);
      if (response?.status !== 200) return;
      await response.text();
      answered += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, client));
  const isUnderWay = (): boolean => answered >= 50;
  while (!isUnderWay()) await pause(5);
  ending.signal('SIGTERM');
  await clients;
  expect(await ending.exitCode()).toBe(0);
  expect(answered).toBeGreaterThan(100);
  expect(await written(requestId)).toBe(answered);
}, 60_000);

it('a crash loses the entries of the last two seconds at most, and none that was written with its act', async () => {
  const running = await ServiceProcess.start(source.script('main.js'), service().databaseUrl);
  const userId = await service().createUser();
  const answered: { requestId: string; at: number }[] = [];
  const ask = async (path: string, method = 'GET'): Promise<void> => {
    const requestId = randomUUID();
    const headers = { ...service().credentials, 'x-request-id': requestId, 'content-type': 'application/json' };
    const response = await fetch(running.url + path, { method, headers, body: method === 'POST' ? '{}' : undefined });
    await response.text();
    expect(response.status).toBe(200);
    answered.push({ requestId, at: performance.now() });
  };
  const until = performance.now() + 3_500;
  while (performance.now() < until) {
    await ask(`/v1/users/${userId}`);
    await pause(10);
  }
  const reads = answered.splice(0);
  await ask(`/v1/users/${userId}/tokens`, 'POST');
  await ask(`/v1/users/${userId}/export`);
  const crashed = performance.now();
  await running.kill();

  const rows = await query<{ requestId: string }>('SELECT request_id AS "requestId" FROM access_log WHERE user_id = $1', [
    userId,
  ]);
  const known = new Set(rows.map(({ requestId }) => requestId));
  const lost = reads.filter(({ requestId }) => !known.has(requestId));
  expect(lost.filter(({ at }) => at < crashed - 2_000)).toEqual([]);
  expect(reads.length - lost.length).toBeGreaterThan(20);
  expect(answered.map(({ requestId }) => known.has(requestId))).toEqual([true, true]);
}, 60_000);

it('an export that cannot be logged does not begin, and a token is not made', async () => {
  const userId = await service().createUser();
  await query('ALTER TABLE access_log ADD CONSTRAINT nothing_goes_in CHECK (false) NOT VALID');
  try {
    for (const answer of [
      await service().get(`/v1/users/${userId}/export`),
      await service().post(`/v1/users/${userId}/tokens`, {}),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.body)).not.toMatch(/accessToken|physicalActivities/);
    }
  } finally {
    await query('ALTER TABLE access_log DROP CONSTRAINT nothing_goes_in');
  }
  expectDone(await service().get(`/v1/users/${userId}/export`));
});
