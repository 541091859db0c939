import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { Service, type Answer } from './support/service.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-12-01T12:00:00Z');

interface Statistics {
  metric: string;
  cohort: string;
  n: number;
  mean: number;
  standardDeviation: number;
  quantiles: Record<string, number | null>;
  roundedTo: number;
}

const some = (count: number, of: (index: number) => number = (index) => 2000 + 500 * index): number[] =>
  Array.from({ length: count }, (_, index) => of(index));

/** Between what the figures of a group may add up to. */
const bounds = (statistics: Statistics): [number, number] => {
  const { n, mean, roundedTo } = statistics;
  return [(n - 2) * (mean - roundedTo / 2), (n + 2) * (mean + roundedTo / 2)];
};

describe('population statistics', () => {
  const realNow = clock.now;
  let service: Service;

  beforeEach(async () => {
    clock.now = () => NOW;
    service = await Service.start();
  });
  afterEach(async () => {
    clock.now = realNow;
    await service.stop();
  });

  const WOMAN = { sexAtBirth: 'female', birthDate: '1984-05-17' };
  const MAN = { sexAtBirth: 'male', birthDate: '1990-01-01' };

  /** Somebody with so many steps on each of the last four whole days, and as many active minutes a week; in days of UTC. */
  async function join(stepsPerDay: number, profile: object = {}, activeSecondsPerDay?: number): Promise<string> {
    const userId = await service.createUser({ timeZone: 'UTC', ...profile });
    const { status } = await service.post(`/v1/users/${userId}/physical-activities`, {
      type: 'walking',
      startedAt: '2026-11-27T00:00:00Z',
      endedAt: '2026-12-01T00:00:00Z',
      steps: 4 * stepsPerDay,
      moderateSeconds: activeSecondsPerDay === undefined ? undefined : 4 * activeSecondsPerDay,
    });
    expect(status).toBe(201);
    return userId;
  }
  async function joinAll(steps: readonly number[], profile?: object): Promise<void> {
    for (const stepsPerDay of steps) await join(stepsPerDay, profile);
  }
  const get = (query = 'metric=steps'): Promise<Answer> => service.get(`/v1/population/statistics?${query}`);
  const told = async (query?: string): Promise<Statistics[]> => (await get(query)).body.data as Statistics[];
  const cohortsTold = async (): Promise<string[]> => (await told()).map(({ cohort }) => cohort);

  it('tell nothing of fewer than eleven people', async () => {
    await joinAll(some(10), WOMAN);
    expect((await get('')).body).toEqual({ data: [], page: { nextCursor: null, hasMore: false } });
    const eleventh = await join(9000, WOMAN);
    expect(await cohortsTold()).toEqual(['all', 'female', 'female-40-49']);
    await service.delete(`/v1/users/${eleventh}`);
    expect(await cohortsTold()).toEqual([]);
  });

  it('are those of each metric and cohort, computed anew from what the people did', async () => {
    const women = some(24, (index) => 3000 + 400 * index);
    const men = some(30, (index) => 2500 + 350 * ((7 * index) % 30));
    const others = some(11, (index) => 5000 + 37 * index);
    await joinAll(women, WOMAN);
    await joinAll(men, MAN);
    await joinAll(others);
    const groups = { all: [...women, ...men, ...others], female: women, male: men, 'female-40-49': women, 'male-30-39': men };

    const statistics = (await told()).map((each) => [each.cohort, each] as const);
    expect(statistics.map(([cohort]) => cohort)).toEqual(Object.keys(groups));
    for (const [cohort, each] of statistics) {
      const values = groups[cohort as keyof typeof groups].toSorted((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      const step = each.roundedTo;
      const standardError = deviation / Math.sqrt(values.length);
      expect(step).toBeGreaterThanOrEqual(standardError);
      expect(step).toBeLessThanOrEqual(2.5 * standardError);
      expect(each).toMatchObject({ metric: 'steps', unit: '{steps}/d', n: 5 * Math.round(values.length / 5) });
      expect(each.mean).toBe(step * Math.round(mean / step));
      expect(each.standardDeviation).toBe(step * Math.round(deviation / step));
      for (const percent of [25, 50, 75]) {
        const rank = (percent * values.length) / 100;
        const quantile = each.quantiles[`p${percent}`]!;
        if (Math.min(rank, values.length - rank) < 11) expect(quantile).toBeNull();
        else {
          const bucketWidth = (Math.sqrt(30_000) / 512) * 2 * Math.sqrt(values.at(-1)!);
          expect(Math.abs(quantile - values[Math.ceil(rank) - 1]!)).toBeLessThanOrEqual(step / 2 + bucketWidth);
        }
      }
      expect([each.quantiles.p5, each.quantiles.p95]).toEqual([null, null]);
    }
    expect(statistics[0]![1].quantiles.p50).not.toBeNull();
  });

  it('do not give away the one person outside the cohorts within', async () => {
    await joinAll(some(20), WOMAN);
    const alone = await join(25_000);
    const [all, women] = await told('metric=steps&cohort=all,female');
    const [least, most] = [bounds(all!)[0] - bounds(women!)[1], bounds(all!)[1] - bounds(women!)[0]];
    expect([least < 0, most > 30_000]).toEqual([true, true]);
    await service.delete(`/v1/users/${alone}`);
    expect((await told('cohort=all'))[0]!.n).toBe(all!.n);
  });

  it('are told by metric, and only those asked for', async () => {
    for (let index = 0; index < 11; index++) await join(5000 + 100 * index, WOMAN, 600 + 60 * index);
    expect((await told('')).map(({ metric, cohort }) => [metric, cohort])).toEqual(
      ['steps', 'mvpa'].flatMap((metric) => ['all', 'female', 'female-40-49'].map((cohort) => [metric, cohort])),
    );
    const asked = await told('metric=mvpa&metric=sleep&cohort=female-40-49,all');
    expect(asked.map(({ metric, cohort }) => [metric, cohort])).toEqual([
      ['mvpa', 'all'],
      ['mvpa', 'female-40-49'],
    ]);
    expect(asked[1]).toMatchObject({
      unit: 'min/wk',
      cohortLabel: 'women aged 40-49',
      n: 11,
      mean: 110,
      standardDeviation: 20,
      roundedTo: 10,
    });
  });

  it('leave minors out, and do not know whom nobody told the sex of', async () => {
    await joinAll(some(11));
    await joinAll(some(11), { sexAtBirth: 'female', birthDate: '2012-01-01' });
    expect((await told()).map(({ cohort, n }) => [cohort, n])).toEqual([['all', 11]]);
  });

  it('are of equal people told without a deviation', async () => {
    await joinAll(some(11, () => 5000));
    expect(await told()).toMatchObject([{ mean: 5000, standardDeviation: 0, roundedTo: 1 }]);
  });

  it('move on with the days, though nobody writes anything', async () => {
    await joinAll(some(11));
    expect(await cohortsTold()).toEqual(['all']);
    clock.now = () => NOW + 28 * DAY;
    await service.app.get(RollOverService).rollDue();
    expect(await cohortsTold()).toEqual([]);
  });

  it('say how they may be kept', async () => {
    const { status, headers } = await get();
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  });

  it.each(['metric=weight', 'cohort=sex:F', 'metric=', 'sex=female'])('refuse ?%s', async (query) => {
    expect((await get(query)).status).toBe(400);
  });
});
