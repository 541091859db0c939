import { clock } from '../src/time/clock.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { measured, type Measured } from './support/measured-people.js';
import { somebody, type Person, type Profile } from './support/person.js';
import { expectProblem, expectRefusal } from './support/problem.js';
import { addressOf, expectDone, forgetEverybody, inParallel, send, sendRecord } from './support/records-over-http.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const NOW = Date.parse('2026-05-10T12:00:00Z');
const WOMAN = { sexAtBirth: 'female', birthDate: '1982-05-11' } as const;

const service = useService();
const systemNow = clock.now;
beforeAll(() => {
  clock.now = () => NOW;
});
afterEach(() => forgetEverybody(service()));
afterAll(() => {
  clock.now = systemNow;
});

interface Metric {
  metric: string;
  value: number | null;
  points: number | null;
  cohort: string | null;
  [member: string]: unknown;
}
interface Score {
  score: number | null;
  metrics: Metric[];
  [member: string]: unknown;
}
interface Simulation {
  current: Score;
  simulated: Score;
  scoreChange: number | null;
  changes: { metric: string; pointsBefore: number | null; pointsAfter: number | null; change: number }[];
}

const person = (what: Measured, profile?: Partial<Profile>): Person => measured(NOW, what, profile);
const hba1c = (value: number): Measured['results'] => [{ analyte: 'hba1c', value, unit: '%' }];

async function sent(...people: Person[]): Promise<Person[]> {
  await send(service(), people);
  return people;
}

const ask = ({ id }: Person, body: unknown): Promise<Answer> => service().post(`/v1/users/${id}/health-score/simulations`, body);
const simulate = async (someone: Person, figures: Record<string, number>): Promise<Simulation> =>
  expectDone(await ask(someone, { figures })).body as Simulation;
const scoreOf = async ({ id }: Person): Promise<Score> =>
  expectDone(await service().get(`/v1/users/${id}/health-score`)).body as Score;

/** A score without the dates of its figures, and without the guideline, which reads what cannot be supposed. */
const scored = ({
  guidelineScore: _score,
  guidelinePoints: _points,
  sentence: _sentence,
  metrics,
  ...score
}: Score): unknown => ({
  ...score,
  metrics: metrics.map(({ days: _days, collectedOn: _collectedOn, ...metric }) => metric),
});

const valuesOf = ({ metrics }: Score): Record<string, number> =>
  Object.fromEntries(metrics.flatMap(({ metric, value }) => (value === null ? [] : [[metric, value]])));
const metricOf = ({ metrics }: Score, id: string): Metric => metrics.find(({ metric }) => metric === id)!;

describe('the simulation of a health score', () => {
  it('changes nothing for people of every kind who suppose the figures that they have', async () => {
    const people = await sent(...crowd(36, NOW, new Dice(7)));
    await inParallel(people, async (one) => {
      const score = await scoreOf(one);
      const values = valuesOf(score);
      if (Object.keys(values).length === 0) return;
      const { current, simulated, scoreChange, changes } = await simulate(one, values);
      expect(current).toEqual(score);
      expect(scored(simulated)).toEqual(scored(current));
      expect(scoreChange ?? 0).toBe(0);
      expect(changes.filter(({ change }) => change !== 0)).toEqual([]);
    });
  });

  it.each<[string, Measured, Measured, Record<string, number>]>([
    ['more steps', { steps: 6000 }, { steps: 9000 }, { steps: 9000 }],
    [
      'steps without any before, which are days of no activity, too',
      { results: hba1c(5.6) },
      { steps: 9000, results: hba1c(5.6) },
      { steps: 9000, mvpa: 0 },
    ],
    [
      'several at once, up and down',
      { steps: 6000, moderateMinutes: 40, minutesAsleep: 400, results: hba1c(5.6) },
      { steps: 12_000, moderateMinutes: 10, minutesAsleep: 450, results: hba1c(7.1) },
      { steps: 12_000, mvpa: 70, sleep: 0, hba1c: 7.1 },
    ],
    ['a laboratory value for the first time', { steps: 7000 }, { steps: 7000, results: hba1c(5.05) }, { hba1c: 5.05 }],
    ['a value beyond what counts', { steps: 7000 }, { steps: 60_000 }, { steps: 60_000 }],
    ['everything, having nothing', {}, { minutesAsleep: 400, results: hba1c(5.9) }, { sleep: 20, hba1c: 5.9 }],
  ])('tells what the score really is afterwards: %s', async (_what, before, after, figures) => {
    const others = Array.from({ length: 12 }, (_, i) =>
      person({ steps: 4000 + 700 * i, moderateMinutes: 5 * i, minutesAsleep: 350 + 20 * i, results: hba1c(5 + i / 10) }, WOMAN),
    );
    const [one] = await sent(person(before, WOMAN), ...others);
    const was = await scoreOf(one!);
    const { current, simulated, scoreChange, changes } = await simulate(one!, figures);
    expect(current).toEqual(was);

    for (const collection of ['activities', 'sleepSessions', 'bloodTests'] as const) {
      for (const record of one![collection]) expectDone(await service().delete(addressOf(one!, collection, record)));
      for (const record of person(after, WOMAN)[collection]) await sendRecord(service(), one!, collection, record);
    }
    const real = await scoreOf(one!);
    expect(scored(simulated)).toEqual(scored(real));
    expect(valuesOf(real)).toEqual({ ...valuesOf(was), ...figures });
    expect(scoreChange).toBe(was.score === null ? null : real.score! - was.score);
    expect(real.metrics.filter(({ value }) => value !== null).map(({ cohort }) => cohort)).toContain('women aged 40-49');
    expect(changes.map(({ metric }) => metric)).toEqual(Object.keys(valuesOf(real)));
    const sum = changes.reduce((total, { change }) => total + change, 0);
    expect(sum).toBeCloseTo((simulated.score ?? 50) - (was.score ?? 50), 9);
  });

  it('has the guideline score of what is supposed, except of the time asleep, which nobody supposes', async () => {
    const [one] = await sent(person({ steps: 5000, moderateMinutes: 5, minutesAsleep: 300, results: hba1c(5.9) }));
    const { current, simulated } = await simulate(one!, { mvpa: 160, hba1c: 5.4, sleep: 0 });
    expect(current).toMatchObject({ guidelinePoints: { activity: 40, sleep: 40, glucose: 60 } });
    expect(simulated).toMatchObject({ guidelinePoints: { activity: 100, sleep: 40, glucose: 100 }, guidelineScore: 80 });
  });

  it('stands among few others, and is null where there are none', async () => {
    const [one, two, three] = await sent(person({ steps: 5000 }), person({ steps: 6000 }), person({ steps: 7000 }));
    expect((await simulate(one!, { hba1c: 5.4 })).simulated).toMatchObject({ score: expect.any(Number) });
    expect(metricOf((await simulate(one!, { hba1c: 5.4 })).simulated, 'hba1c')).toMatchObject({ value: 5.4, points: null });
    expect(await simulate(one!, { steps: 8000 })).toMatchObject({
      current: { status: 'partial' },
      simulated: { status: 'partial' },
    });
    await service().delete(`/v1/users/${two!.id}`);
    expect(await simulate(three!, { steps: 8000 })).toMatchObject({
      current: { status: 'insufficient_population', score: null },
      simulated: { status: 'insufficient_population', score: null },
      scoreChange: null,
      changes: [],
    });
  });

  it('supposes of a minor whatever it likes: a minor has no score', async () => {
    const [minor] = await sent(
      person({ steps: 8000 }, { birthDate: '2010-01-01' }),
      person({ steps: 5000 }),
      person({ steps: 7000 }),
    );
    const { current, simulated, scoreChange, changes } = await simulate(minor!, { steps: 9000, hba1c: 5 });
    expect(simulated).toEqual(current);
    expect(current.metrics.map(({ missing }) => missing)).toEqual(Array(7).fill('under_18'));
    expect({ scoreChange, changes }).toEqual({ scoreChange: null, changes: [] });
  });

  it('writes nothing', async () => {
    const [one] = await sent(person({ steps: 5000 }), person({ steps: 6000 }), person({ steps: 7000 }));
    const contents = async (): Promise<unknown> => {
      const { dataSource } = service();
      // Without what the service writes in its own time: the traces of requests, and what compaction tells.
      const tables = await dataSource.query<{ name: string }[]>(
        `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
           AND relname NOT IN ('access_log', 'service_keys', 'population_folds') ORDER BY 1`,
      );
      // Compaction folds rows of the ledger; what they add up to is what it says.
      const sums =
        'SELECT metric, cohort, slot, sum(n), sum(s), sum(q), sum(s_raw), sum(q_raw) FROM population_ledger GROUP BY 1, 2, 3';
      return Promise.all(
        tables.map(async ({ name }) => [
          name,
          await dataSource.query<unknown[]>(
            `SELECT t::text FROM (${name === 'population_ledger' ? sums : `TABLE ${name}`}) t ORDER BY 1`,
          ),
        ]),
      );
    };
    const before = await contents();
    await simulate(one!, { steps: 30_000, sleep: 0, trig: 80 });
    expect(await contents()).toEqual(before);
  });

  it.each<[string, unknown, string[]]>([
    ['no figure', { figures: {} }, ['/figures nothing_supposed']],
    ['nothing', {}, ['/figures required']],
    ['null', { figures: null }, ['/figures invalid_type']],
    ['a list', { figures: [9000] }, ['/figures invalid_type', '/figures/0 invalid_type']],
    [
      'metrics that there are not',
      { figures: { steps: 9000, mood: 7, asleep: 400 } },
      ['/figures/asleep unknown_field', '/figures/mood unknown_field'],
    ],
    [
      'figures that nobody has',
      { figures: { steps: 100_001, mvpa: -1, sleep: 541, hba1c: 2.9, nonhdl: 9, hdl: 301, trig: 4 } },
      [
        '/figures/hba1c too_small',
        '/figures/hdl too_large',
        '/figures/mvpa too_small',
        '/figures/nonhdl too_small',
        '/figures/sleep too_large',
        '/figures/steps too_large',
        '/figures/trig too_small',
      ],
    ],
    [
      'what is no number',
      { figures: { steps: '9000', hdl: null } },
      ['/figures/hdl invalid_type', '/figures/steps invalid_type'],
    ],
    ['anything else beside', { figures: { steps: 9000 }, days: 28 }, ['/days unknown_field']],
  ])('does not suppose %s', async (_what, body, faults) => {
    const [one] = await sent(somebody());
    expectRefusal(await ask(one!, body), ...faults);
  });

  it('needs a user', async () => {
    const nobody = { ...somebody(), id: '01890000-0000-7000-8000-00000000dead' };
    expectProblem(await ask(nobody, { figures: { steps: 9000 } }), 404);
  });
});
