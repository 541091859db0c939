import { AccessLog } from '../src/access/log/access-log.js';
import { AuditService } from '../src/audit/audit.service.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { fileOf, imported, OTHER_LINE, recordLine } from './support/import-files.js';
import { expectDone } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const DAY = 86_400_000;
const service = useService();
const systemNow = clock.now;
afterEach(() => {
  clock.now = systemNow;
});

const query = <T>(sql: string, parameters?: unknown[]): Promise<T[]> => service().dataSource.query<T[]>(sql, parameters);
const names = async (sql: string): Promise<string[]> => (await query<{ name: string }>(sql)).map(({ name }) => name);

/** Every table of the database. */
const tables = (): Promise<string[]> =>
  names(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);

/** The tables in which a text is anywhere in a row, whatever the column. */
async function tablesWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tables()) {
    if ((await query(`SELECT 1 FROM ${table} r WHERE strpos(r::text, $1) > 0 LIMIT 1`, [text])).length > 0) found.push(table);
  }
  return found.toSorted();
}

const population = (): Promise<unknown[]> =>
  query(`SELECT metric, cohort, slot, sum(n) n, sum(s) s, sum(q) q, sum(s_raw) s_raw, sum(q_raw) q_raw FROM population_ledger
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0 ORDER BY 1, 2, 3`);

/** Somebody with rows wherever a user can have them. */
async function somebody(displayName: string): Promise<string> {
  const { id } = expectDone(
    await service().post(
      '/v1/users',
      { displayName, birthDate: '1984-05-17', sexAtBirth: 'female' },
      { 'idempotency-key': displayName },
    ),
  ).body as { id: string };
  const at = (day: number, hour = 0): string => new Date(clock.now() - day * DAY + hour * 3_600_000).toISOString();
  const days = [1, 2, 3, 4, 5, 6];
  const send = async (path: string, items: object[]): Promise<void> => {
    expectDone(await service().post(`/v1/users/${id}/${path}/batch`, { items }, { 'idempotency-key': path }));
  };
  await send(
    'physical-activities',
    days.map((day) => ({ type: 'walking', startedAt: at(day), endedAt: at(day, 1), steps: 7000 + day })),
  );
  await send(
    'sleep-sessions',
    days.map((day) => ({ startedAt: at(day), endedAt: at(day, 7), totalSleepSeconds: 24_000 + day })),
  );
  const results = [
    { analyte: 'hba1c', value: 5.4, unit: '%' },
    { analyte: 'hdl', value: 60, unit: 'mg/dL' },
  ];
  await send('blood-tests', [{ collectedAt: at(30), laboratory: displayName, results }]);
  const lines = [recordLine('physicalActivity', { type: displayName }), OTHER_LINE];
  const { entries } = await imported(service(), id, fileOf(...lines));
  expect(entries).toMatchObject({ rejected: 1, skipped: 1 });
  return id;
}

describe('a user who is erased', () => {
  it('is named by no row of any table, whatever there was', async () => {
    const other = await somebody('Other');
    const id = await somebody('Erasable');
    clock.now = () => systemNow() + DAY;
    await service().app.get(RollOverService).rollDue();
    await service().app.get(AccessLog).write();
    const owned = await names(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'user_id'`,
    );
    expect(owned.length).toBeGreaterThan(8);
    const holding = ['users', ...owned].filter((name) => name !== 'population_ledger'); // which may name the user no more by now
    expect(await tablesWith(id)).toEqual(expect.arrayContaining(holding)); // or the test proves nothing
    const { status, headers, body } = await service().delete(`/v1/users/${id}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    while ((await tablesWith(id))[0] === 'population_ledger') await service().app.get(CompactionService).compact(); // two at once
    expect(await tablesWith(id)).toEqual([]);
    expect(await tablesWith('Erasable')).toEqual([]);
    expect(await tablesWith(other)).toContain('figures');

    expect(body).toMatchObject({ userId: id, erasedAt: new Date(body.erasedAt as string).toISOString() });
    const recorded = { users: 1, physicalActivities: 6, sleepSessions: 6, bloodTests: 1, bloodTestResults: 2 };
    expect(body.erased).toMatchObject({ ...recorded, userStates: 1, pastFigures: 1, idempotencyKeys: 4 });
    const camelCase = owned.map((name) => name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase()));
    expect(Object.keys(body.erased as object).toSorted()).toEqual(
      ['users', ...camelCase.filter((name) => name !== 'populationLedger')].toSorted(),
    );
  });

  it('leaves the population as it would be without the user, to the bit', async () => {
    await somebody('Third');
    const before = await population();
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => somebody(name)));
    expect(await population()).not.toEqual(before);
    await Promise.all(ids.map(async (id) => expectDone(await service().delete(`/v1/users/${id}`))));
    expect(await population()).toEqual(before);
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  });
});
