import { AuditService } from '../src/audit/audit.service.js';
import { RepairService } from '../src/audit/repair.service.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { differences } from './support/differences.js';
import { healthScoresByDefinition } from './support/health-score-by-definition.js';
import { measured } from './support/measured-people.js';
import type { Person } from './support/person.js';
import { expectDone, forgetEverybody, inParallel, send } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const NOON = Date.parse('2026-05-10T12:00:00Z');

const service = useService();
const systemNow = clock.now;
beforeEach(() => {
  clock.now = () => NOON;
});
afterEach(() => forgetEverybody(service()));
afterAll(() => {
  clock.now = systemNow;
});

interface Score {
  metrics: { metric: string; cohort: string | null; others: number | null; zScore: number | null; percentile: number | null }[];
  [member: string]: unknown;
}

const get = async (path: string): Promise<unknown> => expectDone(await service().get(path)).body;
const scoreOf = async ({ id }: Person): Promise<Score> => (await get(`/v1/users/${id}/health-score`)) as Score;
const shareAll = async (people: readonly Person[], shareInPopulation: boolean): Promise<void> =>
  inParallel(people, async ({ id }) => expectDone(await service().patch(`/v1/users/${id}`, { shareInPopulation })));
const differencesInBooks = async (): Promise<unknown[]> => (await service().app.get(AuditService).auditAll()).differences;

/** What the population adds up to, whatever the rows that it consists of. */
const population = (): Promise<unknown[]> =>
  service().dataSource.query(
    `SELECT metric, cohort, slot, sum(n) AS n, sum(s) AS s, sum(q) AS q, sum(s_raw) AS s_raw, sum(q_raw) AS q_raw FROM population_ledger
     GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0 ORDER BY 1, 2, 3`,
  );

/** Women of one age, with figures of two kinds. */
async function women(count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, i) =>
    measured(NOON, { steps: 4000 + 700 * i, minutesAsleep: 300 + 20 * i }, { sexAtBirth: 'female', birthDate: '1982-05-11' }),
  );
  await send(service(), people);
  return people;
}

describe('a user who is not shared', () => {
  it('has the very score that the user has when shared, and supposes the same', async () => {
    const people = crowd(40, NOON, new Dice(2026_05_11));
    await send(service(), people);
    const supposed = { figures: { steps: 9000, hba1c: 5.1 } };
    const read = async (one: Person): Promise<unknown> => ({
      score: await scoreOf(one),
      simulation: expectDone(await service().post(`/v1/users/${one.id}/health-score/simulations`, supposed)).body as unknown,
    });
    for (const one of people) {
      const before = await read(one);
      await shareAll([one], false);
      expect(await read(one)).toEqual(before);
      await shareAll([one], true);
      expect(await read(one)).toEqual(before);
    }
  });

  it('is for everybody else as if the user were not there, by the definition', async () => {
    const people = crowd(48, NOON, new Dice(2026_05_12));
    await send(service(), people);
    const hidden = people.filter((_, index) => index % 4 === 0);
    const shown = people.filter((one) => !hidden.includes(one));
    await shareAll(hidden, false);
    const expected = [
      ...healthScoresByDefinition(shown, NOON),
      ...hidden.map((one) => healthScoresByDefinition([...shown, one], NOON).at(-1)!),
    ];
    const found: string[] = [];
    await inParallel(expected, async (score) => {
      found.push(...differences(await get(`/v1/users/${score.userId}/health-score`), score, score.userId));
    });
    expect(found).toEqual([]);
  });

  it('is not among the others whom a cohort needs, and needs eleven of them', async () => {
    const [one, two] = await women(12);
    const cohortOf = async (person: Person): Promise<unknown> =>
      (await scoreOf(person)).metrics.find(({ metric }) => metric === 'steps');
    expect(await cohortOf(one!)).toMatchObject({ cohort: 'women aged 40-49', others: 11, percentile: expect.any(Number) });
    const before = await cohortOf(one!);
    await shareAll([one!], false);
    expect(await cohortOf(one!)).toEqual(before);
    expect(await cohortOf(two!)).toMatchObject({ cohort: 'everybody', others: 10, percentile: null });
    await shareAll([two!], false);
    expect(await cohortOf(one!)).toMatchObject({ cohort: 'everybody', others: 10, percentile: null });
  });

  it('is in no statistic, and is in the same ones when shared again', async () => {
    const people = await women(13);
    const count = async (): Promise<unknown> => {
      const query = 'metric=steps&cohort=all';
      return ((await get(`/v1/population/statistics?${query}`)) as { data: { n: number }[] }).data.map(({ n }) => n);
    };
    const before = await population();
    expect(await count()).toEqual([15]); // thirteen, rounded to five
    await shareAll(people.slice(0, 1), false);
    expect(await count()).toEqual([11]); // twelve, told as no fewer than are told of
    await shareAll(people.slice(1), false);
    expect(await population()).toEqual([]);
    await service().app.get(CompactionService).compact();
    expect(await service().dataSource.query('SELECT * FROM population_ledger')).toEqual([]);
    await shareAll(people, true);
    expect(await population()).toEqual(before);
  });

  it('comes in unbooked, and is removed unbooked', async () => {
    await women(3);
    const before = await population();
    const one = measured(NOON, { steps: 9000 });
    const profile = { ...one.profile, shareInPopulation: false };
    one.id = await service().createUser(profile);
    expect(await get(`/v1/users/${one.id}`)).toMatchObject(profile);
    for (const { given: _given, ...activity } of one.activities)
      expectDone(await service().post(`/v1/users/${one.id}/physical-activities`, activity));
    expect((await scoreOf(one)).metrics[0]).toMatchObject({ metric: 'steps', value: 9000, others: 3 });
    expect(await population()).toEqual(before);
    expectDone(await service().delete(`/v1/users/${one.id}`));
    expect(await population()).toEqual(before);
  });

  it('has a history of scores among those who were shared at the end of each day', async () => {
    const people = await women(13);
    const endDay = async (days: number): Promise<void> => {
      clock.now = () => NOON + days * 86_400_000;
      await service().app.get(RollOverService).rollDue();
    };
    const [one, two, three] = people as [Person, Person, Person];
    const historyOf = async ({ id }: Person): Promise<{ metrics: object[] }[]> =>
      ((await get(`/v1/users/${id}/health-score/history`)) as { data: { metrics: object[] }[] }).data;
    const zScoresOf = (metrics: object[]): unknown[] =>
      (metrics as Score['metrics']).filter(({ zScore }) => zScore !== null).map(({ metric, zScore }) => ({ metric, zScore }));
    const expected = new Map<Person, unknown[][]>([one, two, three].map((each) => [each, []]));
    await shareAll([one], false);
    for (const [person, days] of expected) days.unshift(zScoresOf((await scoreOf(person)).metrics));
    await endDay(1);
    await shareAll([one], true);
    await shareAll([two], false);
    expected.get(two)!.unshift(zScoresOf((await scoreOf(two)).metrics));
    clock.now = () => NOON + 2 * 86_400_000;
    await shareAll([two], true); // the write that ends the day of this user, and not yet that of the others
    for (const [person, days] of expected) {
      expect(days.every((day) => day.length > 0)).toBe(true);
      expect((await historyOf(person)).map(({ metrics }) => zScoresOf(metrics)).slice(-days.length)).toEqual(days);
    }
  });

  it('is left out by the audit, and by the repair', async () => {
    const people = await women(5);
    await shareAll(people.slice(0, 2), false);
    const before = await population();
    expect(await differencesInBooks()).toEqual([]);
    await service().dataSource.query('WITH f AS (DELETE FROM figures) DELETE FROM population_ledger');
    expect(await differencesInBooks()).not.toEqual([]);
    await service().app.get(RepairService).repairAll();
    expect(await differencesInBooks()).toEqual([]);
    expect(await population()).toEqual(before);

    await service().dataSource.query('UPDATE users SET share_in_population = NOT share_in_population'); // past the one door
    expect(await differencesInBooks()).not.toEqual([]);
    await service().app.get(RepairService).repairAll();
    expect(await differencesInBooks()).toEqual([]);
  });
});
