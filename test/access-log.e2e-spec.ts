import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { loggedAs } from './support/access-log.js';
import { addressOf, ask, GUARDED, namesAUser, OPERATIONS, type GuardedOperation } from './support/guarded-operations.js';
import { fileOf, jobWhenOver, recordLine, upload, walk } from './support/import-files.js';
import { expectProblem } from './support/problem.js';
import { expectDone } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const service = useService();
const byId = (operations: readonly GuardedOperation[]): [string, GuardedOperation][] =>
  operations.map((operation) => [operation.operationId, operation]);
const logOf = async (userId: string, query = '', headers = {}) =>
  expectDone(await service().get(`/v1/users/${userId}/access-log${query}`, headers)).body as {
    data: { at: string; id: string; operation: string; requestId: string }[];
    page: { nextCursor: string | null; hasMore: boolean };
  };
const named = (requestId: string = randomUUID()): { 'x-request-id': string } => ({ 'x-request-id': requestId });
const NOBODY = '018f0000-0000-7000-8000-000000000000';

const OF_A_USER = GUARDED.filter(namesAUser);

describe.each(byId(OF_A_USER))('%s', (operationId, operation) => {
  const ERASES = operationId === 'deleteUser';

  it('leaves one entry in the log of the user whom the address names, whatever the answer is', async () => {
    const userId = await service().createUser();
    const request = named();
    const { status } = await ask(service(), operation, addressOf(operation, userId), { ...service().credentials, ...request });
    const rows = await loggedAs(service(), request['x-request-id'], ERASES ? 0 : 1);
    const keyPrefix = service().key.slice(0, 15);
    const entry = { user_id: userId, operation: operationId, status, caller: 'service_key', key_prefix: keyPrefix };
    expect(rows).toMatchObject(ERASES ? [] : [entry]);
    const acts = await service().dataSource.query('SELECT operation FROM administrative_acts WHERE request_id = $1', [
      request['x-request-id'],
    ]);
    expect(acts).toEqual(ERASES ? [{ operation: operationId }] : []);
  });

  it('leaves none for who is not there, nor for who is not let in', async () => {
    const [userId, other] = [await service().createUser(), await service().createUser()];
    const stranger = await service().signIn(other);
    const request = named();
    for (const [whose, credentials] of [
      [NOBODY, service().credentials],
      [userId, { authorization: '' }],
      [userId, stranger],
    ] as const) {
      await ask(service(), operation, addressOf(operation, whose), { ...credentials, ...request });
    }
    const last = named();
    await service().get(`/v1/users/${userId}`, last);
    expect(await loggedAs(service(), last['x-request-id'])).toHaveLength(1); // and with it all that came before
    expect(await loggedAs(service(), request['x-request-id'], 0)).toEqual([]);
  });
});

describe.each(
  byId(OF_A_USER.filter(({ schemes, operationId }) => schemes?.includes('userToken') && operationId !== 'deleteUser')),
)('%s, asked by a user', (operationId, operation) => {
  it('leaves one entry with the key that made the token', async () => {
    const userId = await service().createUser();
    const token = await service().signIn(userId);
    const request = named();
    const { status } = await ask(service(), operation, addressOf(operation, userId.toUpperCase()), { ...token, ...request });
    const entry = {
      user_id: userId,
      operation: operationId,
      status,
      caller: 'user_token',
      key_prefix: service().key.slice(0, 15),
    };
    expect(await loggedAs(service(), request['x-request-id'])).toMatchObject([entry]);
  });
});

describe('What an address does not say', () => {
  it('is found where a user is made, again too', async () => {
    const headers = { ...named(), 'idempotency-key': randomUUID() };
    const { id } = expectDone(await service().post('/v1/users', {}, headers)).body as { id: string };
    await service().post('/v1/users', {}, headers);
    const made = { user_id: id, operation: 'createUser', status: 201 };
    expect(await loggedAs(service(), headers['x-request-id'], 2)).toMatchObject([made, made]);
  });

  it('is found where profiles are listed: an entry for each of the users', async () => {
    const ids = [await service().createUser(), await service().createUser(), await service().createUser()];
    const request = named();
    await service().get('/v1/users?limit=2', request);
    const rows = await loggedAs(service(), request['x-request-id'], 2);
    expect(rows.map(({ user_id, operation }) => `${user_id} ${operation}`).toSorted()).toEqual(
      ids
        .slice(1)
        .map((id) => `${id} listUsers`)
        .toSorted(),
    );
  });

  it('is found by the job that is looked at', async () => {
    const userId = await service().createUser();
    const { headers } = await upload(service(), userId, Buffer.from(fileOf(recordLine('physicalActivity', walk(1)))));
    const job = headers.get('location')!;
    await jobWhenOver(service(), job);
    for (const [operation, method, path] of [
      ['getJob', 'GET', ''],
      ['listJobEvents', 'GET', '/events'],
      ['listJobErrors', 'GET', '/errors'],
      ['cancelJob', 'POST', '/cancel'],
    ] as const) {
      const request = named();
      await service().request(method, job + path, undefined, request);
      expect(await loggedAs(service(), request['x-request-id'])).toMatchObject([{ user_id: userId, operation }]);
      const elsewhere = named();
      await service().request(method, `/v1/jobs/${NOBODY}${path}`, undefined, elsewhere);
      expect(await loggedAs(service(), elsewhere['x-request-id'], 0)).toEqual([]);
    }
  });

  it('is nobody’s where everybody reads the same', async () => {
    const token = await service().signIn(await service().createUser());
    const request = named();
    for (const path of ['/v1/analytes', '/v1/population/statistics', '/health/live', '/openapi.json']) {
      expectDone(await service().get(path, { ...token, ...request }));
    }
    const other = await service().createUser();
    for (const credentials of [token, service().credentials]) {
      expectProblem(await service().get(`/v1/analytes?user_id=${other}`, { ...credentials, ...request }), 400);
    }
    expect(await loggedAs(service(), request['x-request-id'], 0)).toEqual([]);
  });

  it('is told of every route: these are all', () => {
    const silent = OPERATIONS.filter((operation) => !namesAUser(operation)).map(({ operationId }) => operationId);
    const found = ['createUser', 'listUsers', 'getJob', 'listJobEvents', 'listJobErrors', 'cancelJob'];
    const administrative = ['createServiceKey', 'listServiceKeys', 'getServiceKey', 'deleteServiceKey', 'listAdministrativeActs'];
    const ofNobody = ['getAnalyte', 'listAnalytes', 'getPopulationStatistics', 'getLiveness', 'getReadiness', 'getVersion'];
    expect(silent.toSorted()).toEqual([...found, ...administrative, ...ofNobody].toSorted());
  });
});

it('what is asked for by HEAD is asked for', async () => {
  const userId = await service().createUser();
  for (const [operation, path] of [
    ['getUser', ''],
    ['getUserExport', '/export'],
  ] as const) {
    const request = named();
    expect((await service().request('HEAD', `/v1/users/${userId}${path}`, undefined, request)).status).toBe(200);
    expect(await loggedAs(service(), request['x-request-id'])).toMatchObject([{ user_id: userId, operation, status: 200 }]);
  }
});

describe('The log of a user', () => {
  const DAY = 86_400_000;
  /** Entries as if they were made then, one for each instant. */
  async function logged(userId: string, ...instants: string[]): Promise<void> {
    for (const at of instants) {
      await service().dataSource.query(
        `INSERT INTO access_log VALUES ($1, $2, gen_random_uuid(), 'getUser', 200, 'service_key', 'ht_0123456789ab', 'request')`,
        [userId, at],
      );
    }
  }

  it('tells the latest access first: who, what and when', async () => {
    const userId = await service().createUser();
    const token = await service().signIn(userId);
    const [before, read, wrong] = [new Date().toISOString(), named(), named()];
    await service().get(`/v1/users/${userId}`, { ...token, ...read });
    await loggedAs(service(), read['x-request-id']);
    await service().post(`/v1/users/${userId}/sleep-sessions`, { nonsense: 1 }, wrong);
    await loggedAs(service(), wrong['x-request-id']);
    const { data, page } = await logOf(userId, '', token);
    const keyPrefix = service().key.slice(0, 15);
    expect(data.slice(0, 2)).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        operation: 'createSleepSession',
        status: 422,
        caller: 'service_key',
        keyPrefix,
        requestId: wrong['x-request-id'],
      },
      {
        id: expect.any(String),
        at: expect.any(String),
        operation: 'getUser',
        status: 200,
        caller: 'user_token',
        keyPrefix,
        requestId: read['x-request-id'],
      },
    ]);
    expect(data[1]!.at >= before && data[0]!.at >= data[1]!.at && data[0]!.at <= new Date().toISOString()).toBe(true);
    expect(
      data
        .map(({ operation }) => operation)
        .slice(2)
        .toSorted(),
    ).toEqual(['createUser', 'createUserToken']);
    expect(page).toEqual({ nextCursor: null, hasMore: false });
  });

  it('goes on page by page, also within one instant', async () => {
    const userId = await service().createUser();
    const at = [
      '2026-01-03T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ];
    await logged(userId, ...at);
    const seen: { id: string; at: string }[] = [];
    let query = '?limit=2&to=2026-01-04';
    for (let pages = 1; ; pages++) {
      const { data, page } = await logOf(userId, query);
      seen.push(...data);
      if (!page.hasMore) {
        expect(pages).toBe(3);
        break;
      }
      query = `?limit=2&to=2026-01-04&cursor=${page.nextCursor}`;
    }
    expect(seen.map((entry) => Date.parse(entry.at))).toEqual(at.map((text) => Date.parse(text)));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(at.length);
    expectProblem(
      await service().get(`/v1/users/${userId}/access-log${query.replace('to=2026-01-04', 'to=2026-01-05')}`),
      400,
      'invalid_cursor',
    );
  });

  it('covers a time: by instants, half-open, or by days of the user', async () => {
    const userId = await service().createUser({ timeZone: 'Asia/Kathmandu' }); // 5:45 ahead
    await logged(userId, '2026-02-01T18:14:59.999Z', '2026-02-01T18:15:00Z', '2026-02-02T18:14:59.999Z', '2026-02-02T18:15:00Z');
    const times = async (query: string): Promise<string[]> => (await logOf(userId, query)).data.map(({ at }) => at.slice(8, 19));
    expect(await times('?from=2026-02-02&to=2026-02-02')).toEqual(['02T18:14:59', '01T18:15:00']);
    expect(await times('?from=2026-02-01T18:15:00Z&to=2026-02-02T18:15:00Z')).toEqual(['02T18:14:59', '01T18:15:00']);
    expect(await times('?to=2026-02-02T00:00:00%2B05:45')).toEqual(['01T18:14:59']);
    expect(await times('?from=2026-02-03&to=9999-12-31')).toContain('02T18:15:00');
    expect(await times('?to=1900-01-01')).toEqual([]);
    expectProblem(await service().get(`/v1/users/${userId}/access-log?from=yesterday`), 400);
    expectProblem(await service().get(`/v1/users/${userId}/access-log?operation=getUser`), 400);
  });

  it('is there as long as the user is', async () => {
    const userId = await service().createUser();
    await logged(userId, new Date(Date.now() - DAY).toISOString());
    const { erased } = expectDone(await service().delete(`/v1/users/${userId}`)).body as { erased: { accessLog: number } };
    expect(erased.accessLog).toBeGreaterThanOrEqual(1);
    expectProblem(await service().get(`/v1/users/${userId}/access-log`), 404);
    expect(await service().dataSource.query('SELECT 1 FROM access_log WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('needs users:read', async () => {
    const userId = await service().createUser();
    expectProblem(await service().get(`/v1/users/${userId}/access-log`, await service().signIn(userId, 'records:read')), 403);
    expect((await service().get(`/v1/users/${userId}/access-log`, await service().signIn(userId, 'users:read'))).status).toBe(
      200,
    );
  });
});

it('refusals are counted', async () => {
  const counts = async (): Promise<Record<string, number>> => {
    const { body } = await service().get('/metrics');
    const lines = String(body).matchAll(/^health_tracker_access_refused_total\{code="(\w+)"\} (\d+)$/gm);
    return Object.fromEntries([...lines].map(([, code = '', count]) => [code, Number(count)])) as Record<string, number>;
  };
  const [userId, other] = [await service().createUser(), await service().createUser()];
  const token = await service().signIn(userId, 'records:read');
  const before = await counts();
  await service().get(`/v1/users/${userId}`, { authorization: '' });
  await service().get(`/v1/users/${userId}`, { authorization: 'Bearer x' });
  await service().get(`/v1/users/${userId}`, token);
  await service().get('/v1/service-keys', token);
  await service().get(`/v1/users/${other}/trends`, token);
  expectProblem(await service().get(`/v1/users/${userId}/blood-tests/${NOBODY}`, token), 404); // was let in
  const after = await counts();
  const added = Object.fromEntries(Object.entries(after).map(([code, count]) => [code, count - before[code]!]));
  expect(added).toEqual({
    credentials_required: 1,
    invalid_credentials: 1,
    insufficient_scope: 1,
    not_for_users: 1,
    not_found: 1,
    too_many_requests: 0,
  });
});

it('no entry has anything of what is recorded: names, values, days or ids of records', async () => {
  const marked = fc.record({
    displayName: fc.uuid().map((id) => `Name ${id}`),
    device: fc.uuid(),
    externalId: fc.uuid(),
    steps: fc.integer({ min: 100_000, max: 199_999 }),
    value: fc.integer({ min: 41, max: 99 }).map((tenths) => tenths + 0.123456),
    year: fc.integer({ min: 1940, max: 1990 }),
  });
  await fc.assert(
    fc.asyncProperty(marked, async ({ displayName, device, externalId, steps, value, year }) => {
      const birthDate = `${year}-05-17`;
      const userId = await service().createUser({ displayName, birthDate });
      const user = `/v1/users/${userId}`;
      const walked = { type: 'walking', startedAt: '2025-03-04T08:00:00Z', endedAt: '2025-03-04T09:00:00Z', steps, externalId };
      const source = { name: 'watch', kind: 'watch', device };
      const sent = {
        'physical-activities': { ...walked, source },
        'blood-tests': { collectedAt: '2025-03-04T08:00:00Z', source, results: [{ analyte: 'hdl', value, unit: 'mg/dL' }] },
      };
      const ids: string[] = [];
      const last = named();
      for (const [path, body] of Object.entries(sent)) {
        const { id } = expectDone(await service().post(`${user}/${path}`, body)).body as { id: string };
        ids.push(id);
        await service().get(`${user}/${path}/${id}`);
        await service().get(`${user}/${path}?from=2025-03-04&to=2025-03-04`);
        await service().patch(`${user}/${path}/${id}`, { externalId: `${externalId}2` });
      }
      await service().get(`${user}/export`);
      await service().get(`/get_health_score?user_id=${userId}`, last);
      await loggedAs(service(), last['x-request-id']);
      const rows = await service().dataSource.query<object[]>('SELECT * FROM access_log WHERE user_id = $1', [userId]);
      expect(rows.length).toBeGreaterThanOrEqual(11);
      const text = JSON.stringify(rows);
      const secrets = [
        displayName,
        device,
        externalId,
        String(steps),
        String(value),
        birthDate,
        '2025-03-04',
        'walking',
        'hdl',
        ...ids,
      ];
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      const known = new Set(OPERATIONS.map(({ operationId }) => operationId));
      for (const row of rows as { operation: string }[]) expect(known).toContain(row.operation);
    }),
    { numRuns: 8 },
  );
});
