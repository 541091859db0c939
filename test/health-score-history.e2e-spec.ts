import { PopulationSnapshotsService } from '../src/population/population-snapshots.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { measured } from './support/measured-people.js';
import { somebody, type Person, type Profile } from './support/person.js';
import { expectProblem, faultsIn } from './support/problem.js';
import { expectDone, forgetEverybody, inParallel, send, sendRecord } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const DAY = 86_400_000;
const NOON = Date.parse('2026-05-10T12:00:00Z');

const service = useService();
const systemNow = clock.now;
beforeEach(() => later(0));
afterEach(async () => {
  await forgetEverybody(service());
  await snapshots().removeUnused();
});
afterAll(() => {
  clock.now = systemNow;
});

const snapshots = (): PopulationSnapshotsService => service().app.get(PopulationSnapshotsService);
const later = (days: number): void => {
  clock.now = () => NOON + days * DAY;
};
/** Lets days go by, and everybody's day be ended. */
const endDay = async (days = 1): Promise<void> => {
  later(days);
  await service().app.get(RollOverService).rollDue();
};
const count = async (table: string): Promise<number> =>
  (await service().dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM ${table}`))[0].n;

async function sent(...people: Person[]): Promise<Person[]> {
  await send(service(), people);
  return people;
}

const person = (steps: number, profile?: Partial<Profile>): Person =>
  measured(NOON, { steps, results: [{ analyte: 'hba1c', value: 5 + steps / 10_000, unit: '%' }] }, profile);
/** Women of the same age, so many that they are compared with each other. */
const women = (): Promise<Person[]> =>
  sent(...Array.from({ length: 13 }, (_, i) => person(4000 + 700 * i, { sexAtBirth: 'female', birthDate: '1982-05-11' })));
const walk = (someone: Person, daysAgo: number, steps: number): Promise<void> => {
  const [activity] = measured(NOON - (daysAgo - 1) * DAY, { steps }).activities;
  return sendRecord(service(), someone, 'activities', activity!);
};

interface Score {
  asOf: string;
  metrics: { metric: string; value: number | null; zScore: number | null; points: number | null }[];
  [member: string]: unknown;
}
interface Point {
  asOf: string;
}

const scoreOf = async ({ id }: Person): Promise<Score> =>
  expectDone(await service().get(`/v1/users/${id}/health-score`)).body as Score;
const pathOf = ({ id }: Person, query = ''): string => `/v1/users/${id}/health-score/history${query}`;
const historyOf = async (someone: Person, query = ''): Promise<Point[]> =>
  (expectDone(await service().get(pathOf(someone, query))).body as { data: Point[] }).data;
const datesOf = (points: Point[]): string[] => points.map(({ asOf }) => asOf);

/** The points that the history has once a day with this score is over. */
function pointsOf({ asOf, status, score, coverage, algorithmVersion, metrics }: Score): Point[] {
  const withFigure = metrics
    .filter(({ value }) => value !== null)
    .map(({ metric, value, zScore, points }) => ({ metric, value, zScore, points }));
  const point = { asOf, status, score, coverage, algorithmVersion, metrics: withFigure };
  return withFigure.length > 0 ? [point] : [];
}

describe('the history of the health score', () => {
  it('has the score of people of every kind as it was at the end of their days, to the last digit', async () => {
    const people = await sent(
      ...crowd(36, NOON, new Dice(2026_05_10)),
      measured(NOON, { results: [{ analyte: 'hba1c', value: 5.4, unit: '%' }] }),
    );
    const expected = await Promise.all(people.map(async (one) => pointsOf(await scoreOf(one))));
    await endDay(2);
    expect(await Promise.all(people.map((one) => historyOf(one)))).toEqual(expected);
    expect(new Set(expected.map(([point]) => (point as { status?: string } | undefined)?.status))).toEqual(
      new Set(['scored', 'partial', 'insufficient_data', undefined]),
    );
    expect(await count('population_snapshots')).toBe(1);
  });

  it('stays as it was, whatever happens later', async () => {
    const [one, two, ...others] = await women();
    await endDay();
    const before = await historyOf(one!);
    expect(before).toMatchObject([{ asOf: '2026-05-10', status: 'partial', algorithmVersion: 'HS-1.0' }]);
    await walk(one!, 2, 20_000);
    expectDone(await service().patch(`/v1/users/${one!.id}`, { sexAtBirth: 'male', birthDate: '1950-01-01' }));
    await walk(two!, 1, 30_000);
    await inParallel(others, ({ id }) => service().delete(`/v1/users/${id}`));
    expect(await historyOf(one!)).toEqual(before);
  });

  it.each<[string, (someone: Person) => Promise<unknown>]>([
    ['the score is asked for', scoreOf],
    ['the history is asked for', historyOf],
    ['something is recorded', (someone) => walk(someone, 1, 30_000)],
    ['the profile changes', ({ id }) => service().patch(`/v1/users/${id}`, { sexAtBirth: 'male', birthDate: '1950-01-01' })],
  ])('has a day that is over, even if nobody has ended it when %s', async (_when, happen) => {
    const [, one] = await women();
    const expected = pointsOf(await scoreOf(one!));
    later(1);
    await happen(one!);
    expect(await historyOf(one!)).toEqual(expected);
  });

  it('has nothing of people without figures, among whom are minors', async () => {
    const [nobody, minor, youth] = await sent(
      somebody(),
      person(6000, { birthDate: '2010-01-01' }),
      person(6000, { birthDate: '2008-05-12' }),
    );
    await endDay();
    expect(await count('population_snapshots')).toBe(0);
    await endDay(2);
    await endDay(3);
    for (const one of [nobody!, minor!]) expect(await historyOf(one)).toEqual([]);
    expect(datesOf(await historyOf(youth!))).toEqual(['2026-05-12']); // the day of coming of age
  });

  it('has nothing of days at the end of which the service was not there', async () => {
    const [one] = await women();
    await endDay(3);
    await endDay(4);
    expect(datesOf(await historyOf(one!))).toEqual(['2026-05-13', '2026-05-10']);
  });

  it('has a day that somebody lives twice, flying back over midnight, as it was at its last end', async () => {
    const [one] = await women();
    await endDay(0.55);
    expect(await historyOf(one!)).toHaveLength(1);
    expectDone(await service().patch(`/v1/users/${one!.id}`, { timeZone: 'America/Los_Angeles' }));
    await walk(one!, 1, 30_000);
    const expected = await scoreOf(one!);
    expect(expected.asOf).toBe('2026-05-10');
    await endDay();
    expect(await historyOf(one!)).toEqual(pointsOf(expected));
  });

  it('is a list, the latest first, page by page, between local dates', async () => {
    const [one] = await sent(person(6000));
    for (const day of [1, 2, 3, 4]) await endDay(day);
    expect(datesOf(await historyOf(one!))).toEqual(['2026-05-13', '2026-05-12', '2026-05-11', '2026-05-10']);
    expect(datesOf(await historyOf(one!, '?from=2026-05-11&to=2026-05-12'))).toEqual(['2026-05-12', '2026-05-11']);

    const { body, headers } = await service().get(pathOf(one!, '?to=2026-05-12&limit=2'));
    expect(datesOf(body.data)).toEqual(['2026-05-12', '2026-05-11']);
    expect(body.page.hasMore).toBe(true);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const next = await service().get(/<(.+)>; rel="next"/.exec(headers.get('link')!)![1]!);
    expect(next.body).toMatchObject({ data: [{ asOf: '2026-05-10' }], page: { nextCursor: null, hasMore: false } });
    expectProblem(await service().get(pathOf(one!, `?cursor=${body.page.nextCursor}`)), 400, 'invalid_cursor');
  });

  it('needs a user, and dates', async () => {
    const nobody = somebody();
    nobody.id = '01890000-0000-7000-8000-00000000dead';
    expectProblem(await service().get(pathOf(nobody)), 404);
    const refused = await service().get(pathOf(nobody, '?from=yesterday&to=2026-02-30&limit=0&by=week'));
    expectProblem(refused, 400);
    expect(faultsIn(refused)).toEqual(['by unknown_parameter', 'from invalid_format', 'limit too_small', 'to invalid_format']);
  });

  it('goes with the user, and what the others added up to goes with the last who was compared with it', async () => {
    const [one, ...others] = await women();
    await endDay();
    await inParallel(others, ({ id }) => service().delete(`/v1/users/${id}`));
    expect(await snapshots().removeUnused()).toBe(0);
    expect(await historyOf(one!)).toHaveLength(1);
    await service().delete(`/v1/users/${one!.id}`);
    expect(await count('past_figures')).toBe(0);
    expect(await snapshots().removeUnused()).toBe(1);
    expect(await count('population_snapshots')).toBe(0);
  });
});
