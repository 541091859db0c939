import { AuditService } from '../src/audit/audit.service.js';
import { KeptRepliesService } from '../src/population/kept-replies.service.js';
import { clock } from '../src/time/clock.js';
import { expectProblem } from './support/problem.js';
import type { Answer } from './support/service.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';
import { useService } from './support/use-service.js';

const service = useService();
const source = new TranspiledSource();
afterAll(() => source.remove());
const systemNow = clock.now;
afterEach(() => {
  clock.now = systemNow;
});

const WALK = { type: 'walking', startedAt: '2026-03-01T08:00:00Z', endedAt: '2026-03-01T09:00:00Z', steps: 5000 };
const NIGHT = { startedAt: '2026-03-01T22:00:00Z', endedAt: '2026-03-02T06:00:00Z', totalSleepSeconds: 25_200 };
const BLOOD = { collectedAt: '2026-03-01T08:00:00Z', results: [{ analyte: 'hba1c', value: 5.4, unit: '%' }] };

/** Every way to send something that can be repeated: the address below the user, a body, and another body. */
const POSTS: [path: string, body: object, other: object][] = [
  ['physical-activities', WALK, { ...WALK, steps: 1 }],
  ['sleep-sessions', NIGHT, { ...NIGHT, totalSleepSeconds: 1 }],
  ['blood-tests', BLOOD, { ...BLOOD, fasting: true }],
  ['physical-activities/batch', { items: [WALK, WALK, {}] }, { items: [WALK] }],
  ['sleep-sessions/batch', { items: [NIGHT] }, { items: [NIGHT], atomic: true }],
  ['blood-tests/batch', { items: [BLOOD] }, { items: [BLOOD], dryRun: true }],
  ['physical-activities/batch', { items: [WALK], dryRun: true }, { items: [WALK] }],
  ['health-score/simulations', { figures: { steps: 9000 } }, { figures: { steps: 9001 } }],
];

const KEY = 'a1B2-c3~!';
const essence = ({ status, headers, body }: Answer): object => ({
  status,
  body,
  etag: headers.get('etag'),
  location: headers.get('location'),
  type: headers.get('content-type'),
  cache: headers.get('cache-control'),
});
const rowsOf = async (userId: string): Promise<number> => {
  const [row] = await service().dataSource.query<[{ n: number }]>(
    `SELECT ((SELECT count(*) FROM physical_activities WHERE user_id = $1) + (SELECT count(*) FROM sleep_sessions WHERE user_id = $1)
      + (SELECT count(*) FROM blood_tests WHERE user_id = $1))::int AS n`,
    [userId],
  );
  return row.n;
};

describe('a request with an Idempotency-Key', () => {
  let userId: string;
  beforeEach(async () => {
    userId = await service().createUser();
  });
  const post = (path: string, body: unknown, key: string = KEY): Promise<Answer> =>
    service().post(`/v1/users/${userId}/${path}`, body, { 'idempotency-key': key });

  it.each(POSTS)('is carried out once, and answered as often as it comes: %s', async (path, body, other) => {
    const first = await post(path, body);
    expect([first.status < 300, first.headers.get('idempotency-replayed')]).toEqual([true, null]);
    const rows = await rowsOf(userId);
    for (const spaced of [body, JSON.stringify(body, null, 2)]) {
      const again = await post(path, spaced);
      expect(essence(again)).toEqual(essence(first));
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    }
    expect(await rowsOf(userId)).toBe(rows);
    expectProblem(await post(path, other), 422, 'idempotency_key_reused');
    expect(await rowsOf(userId)).toBe(rows);
    expect((await post(path, other, 'another')).headers.get('idempotency-replayed')).toBeNull();
  });

  it('gets the answer of then, whatever has become of the record', async () => {
    const first = await post('physical-activities', WALK);
    await service().patch(first.headers.get('location')!, { steps: 1 });
    expect((await post('physical-activities', WALK)).body).toEqual(first.body);
    await service().delete(first.headers.get('location')!);
    expect((await post('physical-activities', WALK)).body).toEqual(first.body);
    expect(await rowsOf(userId)).toBe(0);
  });

  it('is told apart from that of another user, and of another address', async () => {
    await post('physical-activities', WALK);
    expectProblem(await post('physical-activities/batch', WALK), 422);
    expectProblem(await post('physical-activities/batch', { items: [WALK] }), 422, 'idempotency_key_reused');
    userId = await service().createUser();
    expect((await post('physical-activities', WALK)).headers.get('idempotency-replayed')).toBeNull();
  });

  it('may be corrected where it could not be carried out', async () => {
    expectProblem(await post('physical-activities', { ...WALK, steps: -1 }), 422, 'validation_failed');
    expect((await post('physical-activities', WALK)).status).toBe(201);
  });

  it('is carried out once, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => post('physical-activities', WALK)));
    expect(await rowsOf(userId)).toBe(1);
    const carriedOut = answers.filter(({ status, headers }) => status === 201 && !headers.has('idempotency-replayed'));
    expect(carriedOut).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 409, 'idempotency_key_in_use');
    expect(essence(await post('physical-activities', WALK))).toEqual(essence(carriedOut[0]!));
  });

  it('is carried out once by several processes, among other writes', async () => {
    const other = await ServiceProcess.start(source.script('main.js'), service().databaseUrl);
    const at = (url: string, body: object, key?: string): Promise<number> =>
      fetch(`${url}/v1/users/${userId}/physical-activities`, {
        method: 'POST',
        headers: { ...service().credentials, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
        body: JSON.stringify(body),
      }).then(({ status }) => status);
    try {
      for (let round = 1; round <= 8; round++) {
        const urls = [service().url, other.url, service().url, other.url];
        await Promise.all([...urls.map((url) => at(url, WALK, `round ${round}`.replace(' ', '-'))), at(other.url, WALK)]);
        expect(await rowsOf(userId)).toBe(2 * round);
      }
    } finally {
      await other.kill();
    }
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  });

  it('is forgotten after a day, and its reply is removed', async () => {
    const first = await post('physical-activities', WALK);
    clock.now = () => systemNow() + 23.9 * 3_600_000;
    expect((await post('physical-activities', WALK)).body).toEqual(first.body);
    clock.now = () => systemNow() + 24.1 * 3_600_000;
    const next = await post('physical-activities', WALK);
    expect(next.body.id).not.toBe(first.body.id);
    expect(await rowsOf(userId)).toBe(2);
    expect((await post('physical-activities', WALK)).body).toEqual(next.body);
    const kept = (): Promise<unknown[]> =>
      service().dataSource.query('SELECT key FROM idempotency_keys WHERE user_id = $1', [userId]);
    await service().app.get(KeptRepliesService).removeExpired();
    expect(await kept()).toEqual([{ key: KEY }]);
    clock.now = () => systemNow() + 48.2 * 3_600_000;
    expect(await service().app.get(KeptRepliesService).removeExpired()).toBeGreaterThan(0);
    expect(await kept()).toEqual([]);
  });

  it.each(['', ' ', 'with blank', 'x'.repeat(201), 'é', 'a\tb'])('is refused where the key is none: %j', async (key) => {
    const refused = await post('physical-activities', WALK, key);
    expectProblem(refused, 400, 'invalid_request');
    expect(refused.body.errors).toMatchObject([{ parameter: 'Idempotency-Key', code: 'invalid_format' }]);
    expect(await rowsOf(userId)).toBe(0);
  });

  it('takes a key of any printable characters up to 200', async () => {
    expect((await post('physical-activities', WALK, '"{}%'.repeat(50))).status).toBe(201);
  });
});

describe('a user who is created with an Idempotency-Key', () => {
  const create = (key: string, body: object = { displayName: 'Ada' }): Promise<Answer> =>
    service().post('/v1/users', body, { 'idempotency-key': key });

  it('is created once', async () => {
    const first = await create('ada');
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    const again = await create('ada');
    expect(essence(again)).toEqual(essence(first));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expectProblem(await create('ada', { displayName: 'Bob' }), 422, 'idempotency_key_reused');
    expect((await create('bob', { displayName: 'Bob' })).body.id).not.toBe(first.body.id);
  });

  it('is created once of many requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('eve')));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id as string));
    expect(ids.size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 409, 'idempotency_key_in_use');
  });

  it('is not confused with one whom another application created with the same key', async () => {
    const first = await create('cid');
    const { key } = await service().createKey('users:write');
    const other = await service().post(
      '/v1/users',
      { displayName: 'Ada' },
      { 'idempotency-key': 'cid', authorization: `Bearer ${key}` },
    );
    expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(other.body.id).not.toBe(first.body.id);
  });

  it('may use the key again for a record', async () => {
    const { body } = await create('fay');
    const walk = await service().post(`/v1/users/${body.id}/physical-activities`, WALK, { 'idempotency-key': 'fay' });
    expect([walk.status, walk.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  it('can be created anew once it is gone: nothing of it is left, and no answer', async () => {
    const first = await create('dan');
    await service().delete(`/v1/users/${first.body.id}`);
    const next = await create('dan');
    expect([next.status, next.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(next.body.id).not.toBe(first.body.id);
  });
});
