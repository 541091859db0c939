import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { everythingOf, richUser } from './support/rich-user.js';
import { expectProblem } from './support/problem.js';
import { useService } from './support/use-service.js';
import { unzipped } from './support/unzipped.js';

const service = useService();
const pathOf = (userId: string, query = ''): string => `/v1/users/${userId}/export${query}`;
const fetched = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service().url + path, { headers: { ...service().credentials, ...headers } });

/** The answer as it comes in, which nobody reads unless asked to. */
const opened = (path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(service().url + path, { headers: service().credentials }, resolve).on('error', reject));

const openTransactions = async (): Promise<number> => {
  const [row] = await service().dataSource.query<[{ n: number }]>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  return row.n;
};

async function until(isTrue: () => Promise<boolean>, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !(await isTrue());) {
    if (Date.now() > end) throw new Error(`not true within ${ms} ms`);
    await wait(50);
  }
}

describe('an export', () => {
  let userId: string;
  beforeAll(async () => {
    userId = await richUser(service());
  });

  it('is a file for the user alone, with everything in it', async () => {
    const answer = await fetched(pathOf(userId));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const name = `attachment; filename="health-tracker-${new Date().toISOString().slice(0, 10)}-${userId}.json"`;
    expect(answer.headers.get('content-disposition')).toBe(name);
    const { end, exportedAt, ...everything } = (await answer.json()) as Record<string, unknown>;
    const { counts, ...expected } = await everythingOf(service(), userId);
    expect(everything).toEqual({ export: 'health-tracker', version: 1, ...expected });
    expect(end).toEqual({ counts });
    expect(Math.abs(Date.now() - Date.parse(exportedAt as string))).toBeLessThan(60_000);
  });

  it('is a record a line, with a line that counts them at its end', async () => {
    const answer = await fetched(pathOf(userId, '?format=ndjson'));
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; record: object });
    const { counts, user, ...lists } = await everythingOf(service(), userId);
    const recordsOf = (type: string) => lines.filter((line) => line.type === type).map(({ record }) => record);
    expect(lines[0]).toMatchObject({ type: 'export', export: 'health-tracker', version: 1 });
    expect(recordsOf('user')).toEqual([user]);
    expect(recordsOf('physicalActivity')).toEqual(lists.physicalActivities);
    expect(recordsOf('sleepSession')).toEqual(lists.sleepSessions);
    expect(recordsOf('bloodTest')).toEqual(lists.bloodTests);
    expect(lines.at(-1)).toEqual({ type: 'end', counts });
  });

  it('is a CSV for each kind in a zip, with a manifest that counts them at its end', async () => {
    const answer = await fetched(pathOf(userId, '?format=csv'));
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = await unzipped(Buffer.from(await answer.arrayBuffer()));
    expect([...files.keys()]).toEqual([
      'profile.csv',
      'physical-activities.csv',
      'sleep-sessions.csv',
      'blood-tests.csv',
      'health-score-history.csv',
      'manifest.json',
    ]);
    const { counts, bloodTests } = await everythingOf(service(), userId);
    const { files: said } = JSON.parse(files.get('manifest.json')!) as { files: { name: string; rows: number }[] };
    const results = (bloodTests as { results: object[] }[]).flatMap((test) => test.results).length;
    expect(said.map(({ name, rows }) => [name, rows])).toEqual([
      ['profile.csv', 1],
      ['physical-activities.csv', counts.physicalActivities],
      ['sleep-sessions.csv', counts.sleepSessions],
      ['blood-tests.csv', results],
      ['health-score-history.csv', 0],
    ]);
    expect(files.get('profile.csv')).toContain(`'=HYPERLINK`);
  });

  it('is a FHIR Bundle, whose references lead to its entries', async () => {
    const answer = await fetched(pathOf(userId, '?format=fhir'));
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    const body = await answer.text();
    const bundle = JSON.parse(body) as { entry: { fullUrl: string; resource: { resourceType: string; id: string } }[] };
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls).toEqual(bundle.entry.map(({ resource }) => `urn:uuid:${resource.id}`));
    for (const [, reference] of body.matchAll(/"reference":"([^"]+)"/g)) expect(urls).toContain(reference);
    expect(bundle.entry.map(({ resource }) => resource.resourceType).filter((type, i, all) => type !== all[i - 1])[0]).toBe(
      'Patient',
    );
    expect(bundle.entry.at(-1)!.resource.resourceType).toBe('Provenance');
    expect(body).not.toMatch(/:(null|\[\]|\{\}|"")[,}]/); // FHIR has no empty values
  });

  it('comes in the form that the client wants', async () => {
    const typeFor = async (accept: string, query = ''): Promise<string | null> => {
      const answer = await fetched(pathOf(userId, query), { accept });
      await answer.arrayBuffer();
      return answer.headers.get('content-type');
    };
    expect(await typeFor('application/fhir+json')).toBe('application/fhir+json; charset=utf-8');
    expect(await typeFor('application/zip;q=0.5, application/x-ndjson')).toBe('application/x-ndjson');
    expect(await typeFor('text/html, */*;q=0.1')).toBe('application/json; charset=utf-8');
    expect(await typeFor('application/zip', '?format=json')).toBe('application/json; charset=utf-8');
  });

  it('is refused where it is asked for in another form, or of nobody', async () => {
    expectProblem(await service().get(pathOf(userId), { accept: 'image/png' }), 406, 'not_acceptable');
    expectProblem(await service().get(pathOf(userId, '?format=xml')), 400);
    expectProblem(await service().get(pathOf(userId, '?limit=1')), 400);
    expectProblem(await service().get(pathOf('019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f')), 404, 'not_found');
  });

  it('is for those who may read all that is in it', async () => {
    const keyWith = async (...scopes: string[]): Promise<object> => {
      const { body } = await service().post('/v1/service-keys', { name: 'a part', scopes });
      return { authorization: `Bearer ${body.key}` };
    };
    const statusWith = async (key: object): Promise<number> => (await service().get(pathOf(userId), { ...key })).status;
    expect(await statusWith(await keyWith('records:read', 'users:read'))).toBe(403);
    expect(await statusWith(await keyWith('records:read', 'users:read', 'scores:read'))).toBe(200);
    expectProblem(await service().get(pathOf(userId), { authorization: '' }), 401);
  });

  it('can be asked about without being made', async () => {
    const answer = await fetch(service().url + pathOf(userId), { method: 'HEAD', headers: service().credentials });
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([200, 'no-store', '']);
    await until(async () => (await openTransactions()) === 0, 10_000);
  });

  it('is small for somebody of whom nothing is known', async () => {
    const nobody = await service().createUser();
    for (const format of ['json', 'ndjson', 'csv', 'fhir']) {
      const answer = await fetched(pathOf(nobody, `?format=${format}`));
      expect([format, answer.status, (await answer.arrayBuffer()).byteLength > 100]).toEqual([format, 200, true]);
    }
  });
});

describe('an export of very much', () => {
  const MANY = 60_000;
  let userId: string;
  beforeAll(async () => {
    userId = await service().createUser();
    for (let from = 0; from < MANY; from += 5000) {
      await service().dataSource.query(
        `INSERT INTO physical_activities (id, user_id, source_name, source_kind, time_zone, local_date, created_at, updated_at, version,
  type, started_at, ended_at, steps)
SELECT gen_random_uuid(), $1, 'Band ' || n % 7, 'watch', 'UTC', '2020-01-01', now(), now(), 1, 'walking', now(), now(), n
FROM generate_series($2::int + 1, $2::int + 5000) n`,
        [userId, from],
      );
    }
  }, 60_000);

  it('is whole, and as it was when it began', async () => {
    const answer = await opened(pathOf(userId, '?format=ndjson'));
    await service().dataSource.query('DELETE FROM physical_activities WHERE user_id = $1 AND steps > 50000', [userId]);
    const lines = (await text(answer)).trimEnd().split('\n');
    expect(lines).toHaveLength(MANY + 3);
    const steps = new Set(lines.flatMap((line) => /"steps":(\d+)/.exec(line)?.[1] ?? []));
    expect(steps.size).toBe(MANY);
    await until(async () => (await openTransactions()) === 0, 10_000); // the service's own are short
  });

  it('waits for who reads slowly, in little memory, and leaves others their connections; not for ever', async () => {
    const before = process.memoryUsage().rss;
    const start = Date.now();
    // A packed one would fit into the buffers of the system.
    const slow = [await opened(pathOf(userId, '?format=ndjson')), await opened(pathOf(userId, '?format=json'))];
    const ends = slow.map((answer) => new Promise((resolve) => answer.once('error', resolve).once('end', resolve)));
    await wait(2000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await until(async () => (await openTransactions()) === 2, 10_000);

    const refused = await service().get(pathOf(userId));
    expectProblem(refused, 503, 'too_many_exports');
    expect(refused.headers.get('retry-after')).toBe('10');
    const others = await Promise.all(Array.from({ length: 20 }, () => service().get(`/v1/users/${userId}`)));
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]));

    await until(async () => (await openTransactions()) === 0, 25_000);
    expect(Date.now() - start).toBeGreaterThan(9000);
    for (const answer of slow) answer.resume();
    const [error] = await Promise.all(ends);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect((await (await fetched(pathOf(userId))).text()).trimEnd()).toMatch(/"end":.*}}$/);
  }, 60_000);

  it.each(['json', 'ndjson', 'csv', 'fhir'])('frees everything when the client goes away: %s', async (format) => {
    const answer = await opened(pathOf(userId, `?format=${format}`));
    await until(async () => (await openTransactions()) === 1, 10_000);
    answer.destroy();
    await until(async () => (await openTransactions()) === 0, 10_000);
  });
});
