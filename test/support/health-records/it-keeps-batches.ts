import { expectProblem, expectRefusal } from '../problem.js';
import type { Answer, Service } from '../service.js';
import { NOON, Records, type KindOfRecord } from './records.js';

const WATCH = { name: 'Band 4', kind: 'watch' };
const at = (minute: number): string => new Date(Date.parse(NOON) + minute * 60_000).toISOString();

interface Item {
  outcome: string;
  id?: string;
  etag?: string;
  location?: string;
  problem?: { status: number; code: string; errors?: { pointer: string; code: string }[] };
}

const itemsOf = ({ body }: Answer): Item[] => body.items as Item[];
const outcomesOf = (answer: Answer): string[] => itemsOf(answer).map(({ outcome }) => outcome);

/** Many records in one request. */
export function itKeepsBatches(kind: KindOfRecord, service: () => Service): void {
  let records: Records;
  beforeEach(async () => {
    records = await Records.ofSomebody(service(), kind);
  });
  const said = (externalId: string | null, more: object = {}, minute = 0): object => ({
    ...kind.draft(at(minute)),
    source: WATCH,
    externalId,
    ...more,
  });
  const send = (items: unknown[], more: object = {}): Promise<Answer> =>
    service().post(`${records.path}/batch`, { items, ...more });
  const stored = async (): Promise<unknown[]> => (await records.list({ limit: '200' })).body.data as unknown[];

  it('keeps each item, and says where it is and in which version', async () => {
    const answer = await send([said('a'), said(null, kind.change, 1), kind.draft(at(2))]);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(answer.body.summary).toEqual({ items: 3, created: 3, updated: 0, unchanged: 0, rejected: 0 });
    for (const [index, { id, location, ...item }] of itemsOf(answer).entries()) {
      expect(item).toEqual({ index, outcome: 'created', etag: '"1"' });
      expect(location).toBe(records.at(id!));
    }
    const [first, second, third] = await Promise.all(itemsOf(answer).map(({ location }) => service().get(location!)));
    expect(first!.body).toMatchObject({ ...kind.draft(at(0)), source: WATCH, externalId: 'a' });
    expect(second!.body).toMatchObject({ ...kind.draft(at(1)), ...kind.change, externalId: null });
    expect(third!.body).toMatchObject({ ...kind.draft(at(2)), source: { name: 'manual', kind: 'manual', device: null } });
    expect(third!.headers.get('etag')).toBe('"1"');
  });

  it('keeps what it keeps one by one', async () => {
    const other = await Records.ofSomebody(service(), kind);
    const items = [said('a'), said('b', kind.change), said('a', kind.change), said(null), said('b', kind.change), said('a')];
    const alone: Answer[] = [];
    for (const item of items) alone.push(await service().post(other.path, item));
    const together = await send(items);
    const outcome = (one: Answer, before: Answer[]): string => {
      if (one.status === 201) return 'created';
      const last = before.findLast(({ body }) => body.id === one.body.id)!;
      return last.headers.get('etag') === one.headers.get('etag') ? 'unchanged' : 'updated';
    };
    expect(outcomesOf(together)).toEqual(alone.map((one, index) => outcome(one, alone.slice(0, index))));
    expect(itemsOf(together).map(({ etag }) => etag)).toEqual(alone.map(({ headers }) => headers.get('etag')));
    const essence = async (of: Records): Promise<string[]> =>
      ((await of.list()).body.data as object[])
        .map((record) => JSON.stringify({ ...record, id: 0, userId: 0, createdAt: 0, updatedAt: 0 }))
        .toSorted();
    expect(await essence(records)).toEqual(await essence(other));
    const { location, etag } = itemsOf(together).at(-1)!;
    expect((await service().get(location!)).headers.get('etag')).toBe(etag);
  });

  it('updates what the source has reported before, and leaves alone what has not changed', async () => {
    const [a, b] = itemsOf(await send([said('a'), said('b')]));
    const untouched = (await service().get(records.at(a!.id!))).body;
    const again = await send([said('a'), said('b', kind.change), said('c')]);
    expect(outcomesOf(again)).toEqual(['unchanged', 'updated', 'created']);
    expect(itemsOf(again).slice(0, 2)).toMatchObject([
      { id: a!.id, etag: '"1"' },
      { id: b!.id, etag: '"2"' },
    ]);
    expect((await service().get(records.at(a!.id!))).body).toEqual(untouched);
    expect((await service().get(records.at(b!.id!))).body).toMatchObject(kind.change);
    expect(await stored()).toHaveLength(3);
  });

  it('touches no row for a batch in which nothing has changed', async () => {
    const items = Array.from({ length: 30 }, (_, index) => said(`${index}`, {}, index));
    await send(items);
    const rows = (): Promise<unknown> =>
      service().dataSource.query(
        `SELECT (SELECT json_agg(json_build_array(s.ctid, s.xmin)) FROM user_states s WHERE user_id = $1) states,
          (SELECT json_agg(json_build_array(r.ctid, r.xmin) ORDER BY id) FROM ${kind.path.replace('-', '_')} r WHERE user_id = $1) records,
          (SELECT json_agg(json_build_array(d.ctid, d.xmin) ORDER BY local_date) FROM daily_totals d WHERE user_id = $1) totals`,
        [records.userId],
      );
    const before = await rows();
    expect((await send(items)).body.summary).toEqual({ items: 30, created: 0, updated: 0, unchanged: 30, rejected: 0 });
    expect(await rows()).toEqual(before);
  });

  it('rejects what cannot be, with all that is wrong with it, and keeps the rest', async () => {
    const items = [said('a'), { ...said('b'), surprise: 1, [kind.instant]: '2025-03-10' }, null, 'text', said('x\0y'), said('c')];
    const answer = await send(items);
    expect(outcomesOf(answer)).toEqual(['created', 'rejected', 'rejected', 'rejected', 'rejected', 'created']);
    expect(answer.body.summary).toEqual({ items: 6, created: 2, updated: 0, unchanged: 0, rejected: 4 });
    const faults = itemsOf(answer).map(({ problem }) =>
      problem?.errors?.map(({ pointer, code }) => `${pointer} ${code}`).toSorted(),
    );
    expect(faults[1]).toEqual([`/${kind.instant} invalid_format`, '/surprise unknown_field'].toSorted());
    expect(faults.slice(2, 5)).toEqual([[' invalid_type'], [' invalid_type'], ['/externalId invalid_format']]);
    const alone = (await service().post(records.path, items[1])).body;
    const { requestId: _requestId, instance: _instance, ...problem } = alone;
    expect(itemsOf(answer)[1]!.problem).toEqual(problem);
    expect(await stored()).toHaveLength(2);
  });

  it('writes all or nothing where that is asked for', async () => {
    const refused = await send([said('a'), { ...said('b'), surprise: 1 }, said('c')], { atomic: true });
    expect(refused.status).toBe(200);
    expect(refused.body.summary).toEqual({ items: 3, created: 0, updated: 0, unchanged: 0, rejected: 3 });
    expect(itemsOf(refused).map(({ problem }) => [problem!.status, problem!.code])).toEqual([
      [424, 'not_written'],
      [422, 'validation_failed'],
      [424, 'not_written'],
    ]);
    expect(await stored()).toEqual([]);
    expect(outcomesOf(await send([said('a'), said('c')], { atomic: true }))).toEqual(['created', 'created']);
    expect(await stored()).toHaveLength(2);
  });

  it('says what it would do, and does not do it, where that is asked for', async () => {
    await send([said('a'), said('b')]);
    const before = await stored();
    const items = [said('a'), said('b', kind.change), said('c'), said('c', kind.change), { surprise: 1 }];
    const supposed = await send(items, { dryRun: true });
    expect(outcomesOf(supposed)).toEqual(['unchanged', 'updated', 'created', 'updated', 'rejected']);
    expect(supposed.body.items[2]).toEqual({ index: 2, outcome: 'created' });
    expect(await stored()).toEqual(before);
    const done = await send(items);
    expect(outcomesOf(done)).toEqual(outcomesOf(supposed));
    expect(done.body.summary).toEqual(supposed.body.summary);
  });

  it('takes a thousand items, and no more, and not none', async () => {
    const items = Array.from({ length: 1000 }, (_, index) => said(`${index}`, {}, index % 60));
    expect((await send(items)).body.summary).toMatchObject({ created: 1000 });
    expectRefusal(await send([...items, said('one more')]), '/items too_long');
    expectRefusal(await send([]), '/items too_short');
    expectRefusal(await service().post(`${records.path}/batch`, {}), '/items required');
    expectRefusal(
      await service().post(`${records.path}/batch`, { items: 'a', atomic: 'yes', dryRun: null, surprise: 1 }),
      '/items invalid_type',
      '/atomic invalid_type',
      '/dryRun invalid_type',
      '/surprise unknown_field',
    );
  });

  it('takes bodies that are much larger than that of one record', async () => {
    const padded = JSON.stringify({ items: [said('a')] }) + ' '.repeat(5_000_000);
    expect((await service().post(`${records.path}/batch`, padded)).status).toBe(200);
    expectProblem(await service().post(records.path, padded), 413, 'payload_too_large');
  });

  it('makes one record of each that many batches report at once', async () => {
    const items = Array.from({ length: 20 }, (_, index) => said(`${index}`, {}, index));
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(items)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const created = answers.reduce((sum, { body }) => sum + Number(body.summary.created), 0);
    expect([created, (await stored()).length]).toEqual([20, 20]);
  });

  it('knows nobody’s batches', async () => {
    const nobody = '018f0000-0000-7000-8000-000000000000';
    expectProblem(await service().post(`/v1/users/${nobody}/${kind.path}/batch`, { items: [said('a')] }), 404, 'not_found');
    expectProblem(await service().post(`/v1/users/${nobody}/${kind.path}/batch`, { items: [{}] }), 404, 'not_found');
  });
}
