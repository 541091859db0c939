import { expectProblem, expectRefusal, faultsIn } from './support/problem.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const service = useService();

const ADA = {
  displayName: 'Ada 👩‍🔬 Łovelace',
  birthDate: '1984-05-17',
  sexAtBirth: 'female',
  heightCentimeters: 168.5,
  weightKilograms: 64.25,
  timeZone: 'Europe/Berlin',
};
const NOBODY = '/v1/users/018f0000-0000-7000-8000-000000000000';

const pathOf = ({ body }: Answer): string => `/v1/users/${body.id}`;
const create = (user: object): Promise<Answer> => service().post('/v1/users', user);

describe('a user', () => {
  it('is created with a profile, and got as created', async () => {
    const created = await create(ADA);
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(pathOf(created));
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.body).toMatchObject(ADA);
    expect(created.body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(created.body.updatedAt).toBe(created.body.createdAt);
    const got = await service().get(pathOf(created));
    expect(got.body).toEqual(created.body);
    expect([got.headers.get('etag'), got.headers.get('cache-control')]).toEqual(['"1"', 'private, no-cache']);
    expect((await service().get(pathOf(created), { 'if-none-match': '"1"' })).status).toBe(304);
  });

  it('need not say anything', async () => {
    const { body } = await create({});
    const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...said } = body;
    expect(said).toEqual({
      displayName: null,
      birthDate: null,
      sourceOrder: null,
      sexAtBirth: 'unknown',
      heightCentimeters: null,
      weightKilograms: null,
      timeZone: 'UTC',
      shareInPopulation: true,
    });
  });

  it('keeps what a patch does not name, and loses what it says is null', async () => {
    const created = await create(ADA);
    const patch = { displayName: 'Augusta', heightCentimeters: null, sexAtBirth: null, timeZone: null };
    const updated = await service().patch(pathOf(created), patch, { 'content-type': 'application/merge-patch+json' });
    expect(updated.headers.get('etag')).toBe('"2"');
    expect(updated.body).toEqual({
      ...created.body,
      displayName: 'Augusta',
      heightCentimeters: null,
      sexAtBirth: 'unknown',
      timeZone: 'UTC',
      updatedAt: updated.body.updatedAt,
    });
    expect((await service().get(pathOf(created))).body).toEqual(updated.body);
  });

  it('is not written by a patch that changes nothing', async () => {
    const created = await create(ADA);
    for (const patch of [{}, ADA, { weightKilograms: 64.251 }]) {
      const answer = await service().patch(pathOf(created), patch);
      expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([200, '"1"', created.body]);
    }
  });

  it('has its own version, which records do not change', async () => {
    const created = await create(ADA);
    const night = { startedAt: '2025-03-09T22:00:00Z', endedAt: '2025-03-10T06:00:00Z', totalSleepSeconds: 25_000 };
    await service().post(`${pathOf(created)}/sleep-sessions`, night);
    expect((await service().get(pathOf(created))).headers.get('etag')).toBe('"1"');
    expect((await service().patch(pathOf(created), { displayName: 'A' }, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('is changed and removed only in the version that If-Match names', async () => {
    const path = pathOf(await create(ADA));
    expectProblem(await service().patch(path, { displayName: 'A' }, { 'if-match': '"2"' }), 412, 'precondition_failed');
    expectProblem(await service().delete(path, { 'if-match': 'W/"1"' }), 412, 'precondition_failed');
    expectProblem(await service().delete(path, { 'if-match': 'one' }), 400);
    expect((await service().delete(path, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('is gone when removed', async () => {
    const path = pathOf(await create(ADA));
    expect((await service().delete(path)).status).toBe(200);
    for (const answer of [service().get(path), service().patch(path, {}), service().delete(path), service().delete(NOBODY)]) {
      expectProblem(await answer, 404, 'not_found');
    }
  });

  it('is named by a UUID', async () => {
    expectProblem(await service().get('/v1/users/ada'), 400, 'invalid_request');
    expectProblem(await service().patch('/v1/users/1', {}), 400);
    expectProblem(await service().delete('/v1/users/1'), 400);
    const { body } = await create(ADA);
    expect((await service().get(`/v1/users/${body.id.toUpperCase()}`)).body).toEqual(body);
  });

  it.each<[string, object, string[]]>([
    ['born in the future', { birthDate: '2999-01-01' }, ['/birthDate in_the_future']],
    ['born on no day', { birthDate: '1984-02-30' }, ['/birthDate invalid_format']],
    ['born at an instant', { birthDate: '1984-05-17T00:00:00Z' }, ['/birthDate invalid_format']],
    ['born in another century', { birthDate: '1815-12-10' }, ['/birthDate invalid_format']],
    ['of no known sex', { sexAtBirth: 'F' }, ['/sexAtBirth not_in_enum']],
    [
      'as small as a beetle, as heavy as a whale',
      { heightCentimeters: 2, weightKilograms: 90_000 },
      ['/heightCentimeters too_small', '/weightKilograms too_large'],
    ],
    ['nowhere on Earth', { timeZone: 'Mars/Olympus_Mons' }, ['/timeZone invalid_format']],
    ['nameless', { displayName: '' }, ['/displayName invalid_length']],
    ['of endless name', { displayName: 'x'.repeat(201) }, ['/displayName invalid_length']],
    ['unknown to the service', { email: 'ada@example.org', id: '1' }, ['/email unknown_field', '/id unknown_field']],
    [
      'wrong in all',
      { birthDate: 5, sexAtBirth: 5, shareInPopulation: 'no', timeZone: 5 },
      ['/birthDate invalid_type', '/sexAtBirth not_in_enum', '/shareInPopulation invalid_type', '/timeZone invalid_type'],
    ],
  ])('cannot be %s', async (_what, wrong, faults) => {
    expectRefusal(await create({ ...ADA, ...wrong }), ...faults);
    expectRefusal(await service().patch(pathOf(await create(ADA)), wrong), ...faults);
  });

  it('may be born today, even where today begins first', async () => {
    const today = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
    expect((await create({ birthDate: today, timeZone: 'Pacific/Kiritimati' })).status).toBe(201);
  });
});

describe('all users', () => {
  it('are listed, the newest first, page by page', async () => {
    const ids: string[] = [];
    for (let user = 0; user < 5; user += 1) ids.unshift(await service().createUser());
    const first = await service().get('/v1/users?limit=2');
    const rest = await service().get(`/v1/users?limit=3&cursor=${first.body.page.nextCursor}`);
    expect([...first.body.data, ...rest.body.data].map(({ id }) => String(id))).toEqual(ids);
    expect(first.body.page.hasMore).toBe(true);
    expect(first.headers.get('link')).toBe(`</v1/users?limit=2&cursor=${first.body.page.nextCursor}>; rel="next"`);
    expect((await service().get(`/v1/users/${ids[0]}`)).body).toEqual(first.body.data[0]);
  });

  it('are not listed for a query that is not understood', async () => {
    const answer = await service().get('/v1/users?limit=0&name=Ada');
    expectProblem(answer, 400, 'invalid_request');
    expect(faultsIn(answer)).toEqual(['limit too_small', 'name unknown_parameter']);
    expectProblem(await service().get('/v1/users?cursor=nonsense'), 400, 'invalid_cursor');
  });
});

const walk = (hour: number) => ({
  type: 'walking',
  startedAt: `2025-03-10T${hour}:00:00Z`,
  endedAt: `2025-03-10T${hour}:30:00Z`,
  steps: 100,
});

describe('a user who is removed while others write', () => {
  const TABLES = ['users', 'user_states', 'physical_activities', 'sleep_sessions', 'blood_tests', 'daily_totals', 'figures'];

  it('leaves nothing behind, and nobody with an error that is not theirs', async () => {
    const path = pathOf(await create(ADA));
    const id = path.split('/').at(-1);
    const writes = Array.from({ length: 12 }, (_, i) => service().post(`${path}/physical-activities`, walk(10 + i)));
    const [removed, ...written] = await Promise.all([service().delete(path), ...writes]);
    expect(removed.status).toBe(200);
    expect(written.filter(({ status }) => status !== 201 && status !== 404)).toEqual([]);
    for (const table of TABLES) {
      const rows = await service().dataSource.query(`SELECT * FROM ${table} WHERE ${table === 'users' ? 'id' : 'user_id'} = $1`, [
        id,
      ]);
      expect([table, rows]).toEqual([table, []]);
    }
  });
});
