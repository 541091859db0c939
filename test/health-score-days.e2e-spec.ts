import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { differences } from './support/differences.js';
import { healthScoresByDefinition, type ScoreByDefinition } from './support/health-score-by-definition.js';
import { measured } from './support/measured-people.js';
import type { Person } from './support/person.js';
import { forgetEverybody, inParallel, send, sendRecord } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const DAY = 86_400_000;

const service = useService();
const systemNow = clock.now;
afterAll(() => {
  clock.now = systemNow;
});
afterEach(() => forgetEverybody(service()));

const setClock = (instant: string): number => {
  const now = Date.parse(instant);
  clock.now = () => now;
  return now;
};

/** Sets the clock, lets everybody's day go on, and compares every answer with the definition; returns what is expected. */
async function scoresAt(instant: string, people: readonly Person[]): Promise<ScoreByDefinition[]> {
  const now = setClock(instant);
  await service().app.get(RollOverService).rollDue();
  const expected = healthScoresByDefinition(people, now);
  const found: string[] = [];
  await inParallel(expected, async (score) => {
    const { body } = await service().get(`/v1/users/${score.userId}/health-score`);
    found.push(...differences(body, score, `${instant} ${score.userId}`));
  });
  expect(found).toEqual([]);
  return expected;
}

describe('everybody’s score is what the definition says just before and just after local midnight', () => {
  it.each([
    [
      'in America/St_Johns, before and after its clocks go forward',
      'America/St_Johns',
      ['2026-03-08T03:29:59.999Z', '2026-03-08T03:30:00Z', '2026-03-09T02:29:59.999Z', '2026-03-09T02:30:00Z'],
      ['2026-03-07', '2026-03-08', '2026-03-08', '2026-03-09'],
    ],
    [
      'in Pacific/Auckland, before and after its clocks go back',
      'Pacific/Auckland',
      ['2026-04-04T10:59:59.999Z', '2026-04-04T11:00:00Z', '2026-04-05T11:59:59.999Z', '2026-04-05T12:00:00Z'],
      ['2026-04-04', '2026-04-05', '2026-04-05', '2026-04-06'],
    ],
    [
      'in Pacific/Auckland, before and after its clocks go forward',
      'Pacific/Auckland',
      ['2026-09-26T11:59:59.999Z', '2026-09-26T12:00:00Z', '2026-09-27T10:59:59.999Z', '2026-09-27T11:00:00Z'],
      ['2026-09-26', '2026-09-27', '2026-09-27', '2026-09-28'],
    ],
    [
      'in America/St_Johns, before and after its clocks go back',
      'America/St_Johns',
      ['2026-11-01T02:29:59.999Z', '2026-11-01T02:30:00Z', '2026-11-02T03:29:59.999Z', '2026-11-02T03:30:00Z'],
      ['2026-10-31', '2026-11-01', '2026-11-01', '2026-11-02'],
    ],
  ])('%s', async (_, zone, instants, dates) => {
    const start = setClock(instants[0]!);
    const people = crowd(9, start, new Dice(start % 1_000_003), [zone, zone, 'Asia/Kolkata']);
    await send(service(), people);
    const there = people.findIndex(({ profile }) => profile.timeZone === zone);
    for (const [i, instant] of instants.entries()) {
      const scores = await scoresAt(instant, people);
      expect(scores[there]!.asOf).toBe(dates[i]);
      if (i % 2 === 1) await goThroughTheNight(people, Date.parse(instant));
    }
    await scoresAt(new Date(Date.parse(instants[3]!) + 20 * DAY).toISOString(), people);
  });
});

/** Everybody walks and sleeps from some hours before an instant to some hours after it. */
async function goThroughTheNight(people: readonly Person[], now: number): Promise<void> {
  const iso = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  await inParallel([...people.entries()], async ([i, person]) => {
    const common = { timeZone: person.profile.timeZone, source: { name: 'Diary', kind: 'manual' } as const };
    const walk = { ...common, type: 'walking', startedAt: iso(-9 - i / 7), endedAt: iso(5 + i / 3), steps: 9001 + 997 * i };
    const night = { ...common, startedAt: iso(-3), endedAt: iso(4 + i / 9), totalSleepSeconds: 20_000 + 111 * i };
    person.activities.push({ ...walk, moderateSeconds: 1801 * i, vigorousSeconds: 7 * i });
    person.sleepSessions.push(night);
    for (const collection of ['activities', 'sleepSessions'] as const) {
      await sendRecord(service(), person, collection, person[collection].at(-1)!);
    }
  });
}

describe('at local midnight', () => {
  const withSteps = (now: number, steps: number, birthDate: string, timeZone = 'Pacific/Auckland'): Person =>
    measured(now, { steps }, { birthDate, timeZone, sexAtBirth: 'female' });
  const cohortOf = (score: ScoreByDefinition): string | null => score.metrics[0]!.cohort ?? score.metrics[0]!.missing;

  it('a birthday takes a person to the next band of ages', async () => {
    const now = setClock('2026-11-10T10:59:59Z');
    const people = Array.from({ length: 13 }, (_, i) => withSteps(now, 5000 + 300 * i, i === 0 ? '1986-11-11' : '1980-01-01'));
    await send(service(), people);
    const before = await scoresAt('2026-11-10T10:59:59.999Z', people);
    const after = await scoresAt('2026-11-10T11:00:00Z', people);
    expect([cohortOf(before[0]!), before[1]!.metrics[0]]).toEqual(['women', expect.objectContaining({ others: 11 })]);
    expect([cohortOf(after[0]!), after[1]!.metrics[0]]).toEqual(['women aged 40-49', expect.objectContaining({ others: 12 })]);
  });

  it('a person turns 18', async () => {
    const now = setClock('2027-02-27T12:00:00Z');
    const people = ['2009-03-01', '1990-01-01', '1991-01-01', '1992-01-01'].map((birthDate, i) =>
      withSteps(now, 4000 + 1000 * i, birthDate, 'UTC'),
    );
    await send(service(), people);
    const before = await scoresAt('2027-02-28T23:59:59.999Z', people);
    const after = await scoresAt('2027-03-01T00:00:00Z', people);
    expect([cohortOf(before[0]!), cohortOf(after[0]!)]).toEqual(['under_18', 'everybody']);
  });

  it('a laboratory value of 365 days ago grows stale', async () => {
    const now = setClock('2027-04-01T12:00:00Z');
    const people = [5.1, 5.5, 6.2].map((value) =>
      measured(now - 364 * DAY, { results: [{ analyte: 'hba1c', value, unit: '%' }] }, { timeZone: 'America/St_Johns' }),
    );
    people[0]!.bloodTests[0]!.collectedAt = new Date(now).toISOString();
    await send(service(), people);
    const reasons = async (instant: string): Promise<unknown[]> =>
      (await scoresAt(instant, people)).map(({ metrics }) => metrics.find(({ metric }) => metric === 'hba1c')!.missing);
    expect(await reasons('2027-04-02T02:29:59.999Z')).toEqual(['no_data', 'insufficient_population', 'insufficient_population']);
    expect(await reasons('2027-04-02T02:30:00Z')).toEqual(['insufficient_population', 'stale', 'stale']);
  });

  it('a day leaves the window, and with it the fourth of the days that are needed', async () => {
    const now = setClock('2027-05-01T12:00:00Z');
    const people = [6000, 7000, 8000].map((steps) => measured(now - 24 * DAY, { steps }));
    await send(service(), people);
    expect((await scoresAt('2027-05-01T23:59:59.999Z', people)).map(cohortOf)).toEqual(['everybody', 'everybody', 'everybody']);
    expect(new Set((await scoresAt('2027-05-02T00:00:00Z', people)).map(cohortOf))).toEqual(new Set(['insufficient_days']));
  });

  it('a person who asks, or writes, before the day has gone on stands in the new day', async () => {
    const now = setClock('2027-06-01T12:00:00Z');
    const people = [6000, 7000, 8000].map((steps) => measured(now, { steps }));
    await send(service(), people);
    const [one, other] = people as [Person, Person];
    const today = {
      type: 'walking',
      startedAt: '2027-06-01T15:00:00Z',
      endedAt: '2027-06-01T15:00:00Z',
      timeZone: 'UTC',
      steps: 20_000,
    };
    setClock('2027-06-01T20:00:00Z');
    one.activities.push({ ...today });
    await sendRecord(service(), one, 'activities', one.activities.at(-1)!);
    setClock('2027-06-02T00:00:00Z');
    other.activities.push({ ...today });
    await sendRecord(service(), other, 'activities', other.activities.at(-1)!);
    const { body } = await service().get(`/v1/users/${one.id}/health-score`);
    expect(body).toMatchObject({
      asOf: '2027-06-02',
      metrics: expect.arrayContaining([expect.objectContaining({ metric: 'steps', days: 5, value: 8800 })]),
    });
    await scoresAt('2027-06-02T00:00:00Z', people);
  });
});
