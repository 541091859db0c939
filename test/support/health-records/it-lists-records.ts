import { expectProblem, faultsIn } from '../problem.js';
import type { Service } from '../service.js';
import { NOON, Records, type KindOfRecord } from './records.js';

const EARLY = '2025-03-10T06:00:00.000Z';
const LATE = '2025-03-10T23:30:00.000Z';

/** Lists: order, pages, periods. */
export function itListsRecords(kind: KindOfRecord, service: () => Service): void {
  let records: Records;
  beforeEach(async () => {
    records = await Records.ofSomebody(service(), kind);
  });
  const createAt = async (...instants: string[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const at of instants) ids.push((await records.created({}, at)).body.id);
    return ids;
  };

  it('lists the latest first, each record as it is got', async () => {
    await createAt(NOON, LATE, EARLY);
    const { status, headers, body } = await records.list();
    expect(status).toBe(200);
    expect(body.data.map((record: Record<string, string>) => record[kind.instant])).toEqual([LATE, NOON, EARLY]);
    expect(body.page).toEqual({ nextCursor: null, hasMore: false });
    expect(headers.get('link')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect((await service().get(records.at(body.data[1].id))).body).toEqual(body.data[1]);
  });

  it('answers an empty list for a user without records', async () => {
    expect((await records.list()).body).toEqual({ data: [], page: { nextCursor: null, hasMore: false } });
  });

  it('goes through all records page by page, also those of one instant', async () => {
    const ids = await createAt(NOON, NOON, EARLY, NOON, NOON, NOON);
    const expected = [
      ...ids
        .filter((_id, index) => index !== 2)
        .toSorted()
        .toReversed(),
      ids[2],
    ];
    const seen: string[] = [];
    let next: string | null = `${records.path}?limit=2`;
    for (let page = 1; next !== null; page += 1) {
      const { body, headers } = await service().get(next);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      expect(body.page.hasMore).toBe(page < 3);
      expect(body.page.nextCursor === null).toBe(page === 3);
      next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
      if (next) expect(new URL(next, service().url).searchParams.get('cursor')).toBe(body.page.nextCursor);
    }
    expect(seen).toEqual(expected);
  });

  it('does not repeat or skip a record when others come and go between pages', async () => {
    const [first, second] = await createAt(LATE, NOON, EARLY);
    const { body } = await records.list({ limit: '2' });
    await service().delete(records.at(second!));
    await service().delete(records.at(first!));
    await createAt(LATE);
    expect(await records.instants({ limit: '2', cursor: body.page.nextCursor })).toEqual([EARLY]);
  });

  it('gives 1 to 200 records a page', async () => {
    await createAt(NOON, EARLY);
    expect(await records.instants({ limit: '1' })).toEqual([NOON]);
    expect(await records.instants({ limit: '200' })).toEqual([NOON, EARLY]);
    for (const limit of ['0', '201', '-1', '1.5', 'ten', '']) {
      const answer = await records.list({ limit });
      expectProblem(answer, 400, 'invalid_request');
      expect(answer.body.errors[0].parameter).toBe('limit');
    }
  });

  it('takes a cursor only as it was given, and only for the same list', async () => {
    await createAt(LATE, NOON, NOON);
    const cursorOf = async (query: Record<string, string>): Promise<string> =>
      (await records.list({ limit: '1', ...query })).body.page.nextCursor as string;
    const cursor = await cursorOf({});
    const fromEarly = await cursorOf({ from: EARLY });
    const other = await Records.ofSomebody(service(), kind);
    expect((await records.list({ from: EARLY, cursor: fromEarly, limit: '7' })).status).toBe(200);
    for (const refused of [
      records.list({ cursor: `${cursor}A` }),
      records.list({ cursor: `A${cursor}` }),
      records.list({ cursor: cursor.slice(0, -1) }),
      records.list({ cursor: 'nonsense' }),
      records.list({ cursor: '' }),
      records.list({ cursor, from: EARLY }),
      records.list({ cursor: fromEarly }),
      records.list({ cursor: fromEarly, from: NOON }),
      records.list({ cursor: fromEarly, to: EARLY }),
      other.list({ cursor }),
    ]) {
      expectProblem(await refused, 400, 'invalid_cursor');
    }
  });

  it('bounds a period of instants below, inclusively, and above, exclusively', async () => {
    await createAt(EARLY, NOON, LATE);
    expect(await records.instants({ from: NOON })).toEqual([LATE, NOON]);
    expect(await records.instants({ to: NOON })).toEqual([EARLY]);
    expect(await records.instants({ from: EARLY, to: LATE })).toEqual([NOON, EARLY]);
    expect(await records.instants({ from: '2025-03-10T13:00:00+01:00', to: '2025-03-11T12:00:00+23:59' })).toEqual([NOON]);
    expect(await records.instants({ from: NOON, to: NOON })).toEqual([]);
  });

  it('bounds a period of local dates inclusively, by the local day of each record', async () => {
    await records.created({ timeZone: 'Asia/Tokyo' }, LATE); // 11 March there
    await records.created({ timeZone: 'Pacific/Kiritimati' }, NOON); // 11 March there
    await records.created({ timeZone: 'Pacific/Pago_Pago' }, EARLY); // 9 March there
    expect(await records.instants({ from: '2025-03-11', to: '2025-03-11' })).toEqual([LATE, NOON]);
    expect(await records.instants({ to: '2025-03-10' })).toEqual([EARLY]);
    expect(await records.instants({ from: '2025-03-09', to: '2025-03-09' })).toEqual([EARLY]);
    expect(await records.instants({ from: '2025-03-10', to: NOON })).toEqual([]);
    expect(await records.instants({ from: '1900-01-01', to: '9999-12-31' })).toEqual([LATE, NOON, EARLY]);
    expect(await records.instants({ from: '9999-12-31' })).toEqual([]);
  });

  it('refuses parameters that it does not know or cannot read', async () => {
    expect(faultsIn(await records.list({ form: NOON, limit: '1' }))).toEqual(['form unknown_parameter']);
    const answer = await records.list({ from: '2025-02-30', to: '2025-03-10T12:00:00', sort: 'asc' });
    expect(answer.status).toBe(400);
    expect(faultsIn(answer)).toEqual(['from invalid_format', 'sort unknown_parameter', 'to invalid_format']);
    expectProblem(await service().get(`${records.path}?from=${EARLY}&from=${NOON}`), 400);
    expectProblem(await service().get(`${records.path}/${records.userId}?fields=id`), 400);
  });
}
