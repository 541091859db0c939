import { Logger } from '@nestjs/common';
import { AuditService } from '../src/audit/audit.service.js';
import { describeDifference, type Difference } from '../src/audit/difference.js';
import { RepairService } from '../src/audit/repair.service.js';
import { SampledAuditService } from '../src/audit/sampled-audit.service.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { expectDone, send } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const service = useService();
const people = crowd(18, Date.now(), new Dice(20_261_123));
const sql = (text: string): Promise<unknown> => service().dataSource.query(text);
const differences = async (): Promise<Difference[]> => (await service().app.get(AuditService).auditAll()).differences;
const tablesOf = (found: readonly Difference[]): string[] => [...new Set(found.map(({ table }) => table))].toSorted();
const repair = async (): Promise<number[]> => {
  const { repairedUsers, repairedPlaces } = await service().app.get(RepairService).repairAll();
  return [repairedUsers, repairedPlaces];
};

beforeAll(() => send(service(), people), 60_000);

const one = (table: string, condition: string): string =>
  `ctid = (SELECT ctid FROM ${table} WHERE ${condition} ORDER BY ctid LIMIT 1)`;
const SCORED = one('figures', `metric = 'steps' AND x IS NOT NULL`);
const MOMENTS = one('population_ledger', 'slot = 0 AND n > 1');

/** What may be wrong, how it came to be so, and the tables that an audit names. */
const CORRUPTIONS: [string, string, string[]][] = [
  ['a wrong total', `UPDATE daily_totals SET steps = steps + 7 WHERE ${one('daily_totals', 'true')}`, ['daily_totals']],
  ['totals with too few records', `UPDATE daily_totals SET steps_records = 0 WHERE steps_records > 0`, ['daily_totals']],
  ['totals that are lost', `DELETE FROM daily_totals WHERE ${one('daily_totals', 'sleep_records > 0')}`, ['daily_totals']],
  [
    'totals of a source that nobody has',
    `INSERT INTO daily_totals SELECT user_id, local_date, source_kind, 'Ghost', 1, 1, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM daily_totals LIMIT 1`,
    ['daily_totals'],
  ],
  ['a wrong X', `UPDATE figures SET x = x + 1 WHERE ${SCORED}`, ['figures']],
  ['a wrong bucket', `UPDATE figures SET bucket = (bucket + 40) % 500 WHERE ${SCORED}`, ['figures']],
  ['a figure that is lost', `DELETE FROM figures WHERE ${SCORED}`, ['figures']],
  ['a figure of half a row', `UPDATE figures SET x_raw = NULL, bucket = NULL, observed_on = NULL WHERE ${SCORED}`, ['figures']],
  [
    'a figure of somebody who has none',
    `INSERT INTO figures SELECT id, 'mvpa', 1, 1, 1000000, 1000000, 3, 4, '2026-01-01' FROM users
     WHERE NOT EXISTS (SELECT FROM figures WHERE user_id = id AND metric = 'mvpa') LIMIT 1`,
    ['figures'],
  ],
  [
    'a wrong cohort',
    `UPDATE user_states SET cohort = 'sex:M|age:5' WHERE ${one('user_states', `cohort <> 'all'`)}`,
    ['user_states'],
  ],
  [
    'a window that adds up to something else',
    `UPDATE user_states SET steps = steps + 1 WHERE ${one('user_states', 'steps > 0')}`,
    ['user_states'],
  ],
  ['a user who is not booked at all', `DELETE FROM user_states WHERE ${one('user_states', 'true')}`, ['user_states']],
  ['a lost row of the ledger', `DELETE FROM population_ledger WHERE ${MOMENTS}`, ['population_ledger']],
  [
    'a doubled row of the ledger',
    `INSERT INTO population_ledger SELECT * FROM population_ledger WHERE ${MOMENTS}`,
    ['population_ledger'],
  ],
  ['a ledger whose squares are off by one', `UPDATE population_ledger SET q = q + 1 WHERE ${MOMENTS}`, ['population_ledger']],
  ['an empty ledger', 'DELETE FROM population_ledger', ['population_ledger']],
  [
    'a ledger and figures that are wrong alike',
    `WITH f AS (UPDATE figures SET x = x + 5 WHERE ${SCORED} RETURNING *)
     INSERT INTO population_ledger SELECT user_id, metric, cohort, 0, true, 0, 5, x::numeric * x - (x - 5)::numeric * (x - 5), 0, 0
     FROM f JOIN user_states USING (user_id)`,
    ['figures', 'population_ledger'],
  ],
  [
    'nothing but records',
    'WITH t AS (DELETE FROM daily_totals), f AS (DELETE FROM figures), s AS (DELETE FROM user_states) DELETE FROM population_ledger',
    ['daily_totals', 'figures', 'population_ledger', 'user_states'],
  ],
];

describe('An audit', () => {
  beforeEach(async () => {
    await service().app.get(CompactionService).compact(); // so that compaction does not take the rows that a test touches
  });

  it.each(CORRUPTIONS)('finds %s, and a repair leaves what the records say', async (_what, corruption, tables) => {
    await sql(corruption);
    expect(tablesOf(await differences())).toEqual(tables);
    expect(await repair()).not.toEqual([0, 0]);
    expect(await differences()).toEqual([]);
    expect(await repair()).toEqual([0, 0]);
  });

  it('tells an operator where a difference is and what it should be', async () => {
    await sql(`UPDATE daily_totals SET steps = 4321 WHERE ${one('daily_totals', `source_name = 'Band'`)}`);
    expect((await differences()).map(describeDifference)).toEqual([
      expect.stringMatching(/^daily_totals [\da-f-]{36} \d{4}-\d\d-\d\d watch Band steps 4321 instead of \d+$/),
    ]);
    await repair();
  });

  it('repairs several times at once without repairing too much', async () => {
    for (let time = 0; time < 5; time++) {
      await sql(`UPDATE population_ledger SET n = n + 1 WHERE ${MOMENTS}`);
      await Promise.all([repair(), repair(), repair()]);
      expect(await differences()).toEqual([]);
    }
  });

  it.each([
    ['all', ['steps_days', 'steps', 'mvpa_seconds', 'nights', 'outside_band_seconds', 'asleep_seconds']],
    ['one', ['asleep_seconds']],
    ['another one', ['steps']],
  ])('finds what is derived anew where sums of windows were made void: %s', async (_which, columns) => {
    await sql(`UPDATE user_states SET ${columns.map((column) => `${column} = NULL`).join(', ')}, rolls_at = now()`);
    expect(await service().app.get(RollOverService).rollDue()).toBeGreaterThan(0);
    expect(
      await sql(`SELECT user_id FROM user_states WHERE ${columns.map((column) => `${column} IS NULL`).join(' OR ')}`),
    ).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it('repairs while people go on writing', async () => {
    const over = new AbortController();
    const writing = people.slice(0, 4).map(async ({ id }) => {
      for (let steps = 1; !over.signal.aborted; steps++) {
        const at = new Date(Date.now() - (1 + (steps % 20)) * 86_400_000).toISOString();
        const walk = { type: 'walking', startedAt: at, endedAt: at, steps };
        const { body } = expectDone(await service().post(`/v1/users/${id}/physical-activities`, walk));
        if (steps % 3 === 0) expectDone(await service().delete(`/v1/users/${id}/physical-activities/${body.id}`));
      }
    });
    for (let time = 0; time < 5; time++) {
      await sql('UPDATE daily_totals SET steps = steps + 7');
      await sql('UPDATE figures SET x = x + 1 WHERE x IS NOT NULL');
      await sql(`UPDATE user_states SET cohort = 'all'`);
      await sql('INSERT INTO population_ledger SELECT * FROM population_ledger WHERE slot = 0');
      await repair();
      expect(await differences()).toEqual([]);
    }
    over.abort();
    await Promise.all(writing);
    expect(await differences()).toEqual([]);
  }, 60_000);
});

describe('The audit of the running service', () => {
  const sampled = (): SampledAuditService => service().app.get(SampledAuditService);
  const counted = async (name: string): Promise<number> => {
    const answer = await fetch(`${service().url}/metrics`, { headers: service().credentials });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const [, value] = new RegExp(`^health_tracker_${name} (.+)$`, 'm').exec(await answer.text())!;
    return Number(value);
  };

  it('comes round to everybody, and tells of the user who differs but nobody’s numbers', async () => {
    await sql(`UPDATE figures SET x = x + 1 WHERE ${SCORED}`);
    const [wrong] = await differences();
    const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    while ((await counted('audited_users_total')) < 2 * people.length) await sampled().auditNext();
    expect(await counted('differing_users_total')).toBeGreaterThan(0);
    expect(await counted('last_audit_timestamp_seconds')).toBeCloseTo(Date.now() / 1000, -1);
    expect(new Set(errors.mock.calls.flat())).toEqual(
      new Set([`figures of user ${wrong!.userId} differ from the records; "npm run audit" says how, "npm run repair" mends it`]),
    );
    errors.mockRestore();
    await repair();
  });

  it('is made every so many seconds', async () => {
    const before = await counted('audited_users_total');
    sampled().start(0.02);
    while ((await counted('audited_users_total')) <= before) await new Promise((resolve) => setTimeout(resolve, 10));
    await sampled().beforeApplicationShutdown();
  });
});
