import { clock } from '../src/time/clock.js';
import { differences } from './support/differences.js';
import { healthScoresByDefinition } from './support/health-score-by-definition.js';
import { measured, type Measured } from './support/measured-people.js';
import { somebody, type Person, type Profile } from './support/person.js';
import { expectProblem, faultsIn } from './support/problem.js';
import {
  addressOf,
  COLLECTIONS,
  expectDone,
  forgetEverybody,
  inParallel,
  send,
  sendRecord,
} from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const NOW = Date.parse('2026-11-03T10:20:00Z');
const DAY = 86_400_000;

const service = useService();
const systemNow = clock.now;
beforeAll(() => {
  clock.now = () => NOW;
});
afterAll(() => {
  clock.now = systemNow;
});
afterEach(() => forgetEverybody(service()));

interface Metric {
  metric: string;
  zScore: number | null;
  zPlain: number | null;
  cohort: string | null;
  missing: string | null;
  points: number | null;
}
interface Score {
  status: string;
  score: number | null;
  coverage: number;
  metrics: Metric[];
}

const scoreOf = async ({ id }: Person): Promise<Score> =>
  expectDone(await service().get(`/get_health_score?user_id=${id}`)).body as Score;
const scoresOf = (people: readonly Person[]): Promise<Score[]> => Promise.all(people.map(scoreOf));
const metricOf = ({ metrics }: Score, id: string): Metric => metrics.find(({ metric }) => metric === id)!;
const person = (what: Measured, profile?: Partial<Profile>): Person => measured(NOW, what, profile);

async function sent(...people: Person[]): Promise<Person[]> {
  await send(service(), people);
  return people;
}

/** The answers for people who are all there are, once they are seen to be what the definition says. */
async function scoresByDefinition(people: readonly Person[]): Promise<Score[]> {
  const scores = await scoresOf(people);
  const expected = healthScoresByDefinition(people, NOW);
  expect(scores.flatMap((score, i) => differences(score, expected[i], `${i}`))).toEqual([]);
  return scores;
}

describe('the worked examples of the definition, sent as four days each', () => {
  it.each<[string, 'steps' | 'hba1c', [value: number, z: number, zPlain: number][]]>([
    [
      'five users',
      'steps',
      [
        [4000, -2.235479448727674, -1.9364916731037085],
        [6000, -0.6557870206880557, -0.7319250547113999],
        [8000, 0.08925850469258269, 0],
        [10_000, 0.7693024517583672, 0.7319250547113999],
        [12_000, 1.7074407282710777, 1.9364916731037085],
      ],
    ],
    [
      'three users',
      'steps',
      [
        [4000, -2.3846253963037385, -2.1213203435596424],
        [6000, 0.060220218837702566, 0],
        [8000, 1.8993439235805119, 2.1213203435596424],
      ],
    ],
    ['six users who are all equal', 'steps', Array.from({ length: 6 }, () => [7000, 0, 0] as [number, number, number])],
    [
      'all equal but one',
      'steps',
      [
        ...Array.from({ length: 6 }, () => [7000, -0.408248290463863, -0.408248290463863] as [number, number, number]),
        [9000, 3, 3],
      ],
    ],
    [
      'HbA1c',
      'hba1c',
      [
        [4.8, 1.1956367832636239, -0.9524213351694223],
        [5, 1.1956367832636239, -0.7808653221164068],
        [5.4, 0.37315893348433193, -0.47018167950738665],
        [5.7, -0.02513460117198214, -0.2545437159835619],
        [6.5, -0.800501250151848, 0.30163306079529406],
        [9, -2.655213471112145, 5.264885151639612],
      ],
    ],
  ])('%s', async (_, id, examples) => {
    const people = examples.map(([value]) =>
      person(id === 'steps' ? { steps: value } : { results: [{ analyte: 'hba1c', value, unit: '%' }] }),
    );
    const scores = await scoresByDefinition(await sent(...people));
    expect(
      scores.flatMap((score, i) => differences(metricOf(score, id), { zScore: examples[i]![1], zPlain: examples[i]![2] })),
    ).toEqual([]);
  });

  it('minutes of sleep, of which the distance from seven to nine hours counts', async () => {
    const examples = [
      [300, -1.185419463193394],
      [400, -0.27714838232365824],
      [420, 1.2299022107770512],
      [480, 1.2299022107770512],
      [540, 1.2299022107770512],
      [600, -0.7955933856362676],
      [700, -1.3717646131682528],
    ] as const;
    const scores = await scoresByDefinition(await sent(...examples.map(([minutesAsleep]) => person({ minutesAsleep }))));
    expect(scores.flatMap((score, i) => differences(metricOf(score, 'sleep'), { zScore: examples[i]![1] }))).toEqual([]);
  });
});

describe('the two addresses of a score', () => {
  it('answer the same', async () => {
    const [one] = await sent(person({ steps: 5000 }), person({ steps: 6000 }), person({ steps: 7000 }));
    const answers = await Promise.all(
      [
        `/get_health_score?user_id=${one!.id}`,
        `/get_health_score?userId=${one!.id}`,
        `/get_health_score?user_id=${one!.id}&userId=${one!.id.toUpperCase()}`,
        `/v1/users/${one!.id}/health-score`,
      ].map((path) => service().get(path)),
    );
    for (const { status, headers, body } of answers) {
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(body).toEqual(answers[0]!.body);
    }
    expect(answers[0]!.body).toMatchObject({ userId: one!.id, algorithmVersion: 'HS-1.0', status: 'partial' });
  });

  it('need one user, and only one, who is there', async () => {
    const [one, two] = await sent(somebody(), somebody());
    const nobody = '01890000-0000-7000-8000-00000000dead';
    for (const [path, fault] of [
      ['/get_health_score', 'user_id required'],
      [`/get_health_score?user_id=${one!.id}&userId=${two!.id}`, 'userId contradiction'],
      ['/get_health_score?user_id=somebody', 'user_id invalid_format'],
      [`/get_health_score?user_id=${one!.id}&user_id=${two!.id}`, 'user_id invalid_format'],
      [`/get_health_score?id=${one!.id}`, 'id unknown_parameter'],
      ['/v1/users/somebody/health-score', 'userId invalid_format'],
    ]) {
      const answer = await service().get(path!);
      expectProblem(answer, 400);
      expect(faultsIn(answer)).toContain(fault);
    }
    expectProblem(await service().get(`/get_health_score?user_id=${nobody}`), 404);
    expectProblem(await service().get(`/v1/users/${nobody}/health-score`), 404);
  });
});

describe('how many others there are', () => {
  it.each([
    [0, 'insufficient_population', null],
    [1, 'insufficient_population', null],
    [2, 'partial', 'everybody'],
    [3, 'partial', 'everybody'],
    [10, 'partial', 'everybody'],
    [11, 'partial', 'women aged 40-49'],
    [12, 'partial', 'women aged 40-49'],
  ])('%d: %s', async (others, status, cohort) => {
    const people = Array.from({ length: others + 1 }, (_, i) =>
      person({ steps: 4000 + 500 * i }, { sexAtBirth: 'female', birthDate: '1982-05-17' }),
    );
    for (const score of await scoresByDefinition(await sent(...people))) {
      expect(score.status).toBe(status);
      expect(metricOf(score, 'steps').cohort).toBe(cohort);
    }
  });

  it('may differ by metric', async () => {
    const bled = { results: [{ analyte: 'hdl', value: 50, unit: 'mg/dL' }] };
    const people = await sent(person({ steps: 5000, ...bled }), person({ steps: 6000 }), person({ steps: 7000 }));
    const [score] = await scoresByDefinition(people);
    expect(metricOf(score!, 'hdl').missing).toBe('insufficient_population');
    expect(metricOf(score!, 'steps').missing).toBeNull();
    expect(score!.coverage).toBeCloseTo(1 / 3, 12); // steps, and no minutes of intensity on the same days
  });
});

describe('a user who', () => {
  const CROWD = [3000, 5000, 7000, 9000, 11_000].map((steps) =>
    person({ steps, results: [{ analyte: 'hba1c', value: 5 + steps / 10_000, unit: '%' }] }),
  );

  it('is under 18 has no score, and is in nobody else’s population', async () => {
    const minors = ['2008-11-04', '2012-02-29', '2026-11-03'].map((birthDate) =>
      person({ steps: 20_000, minutesAsleep: 480 }, { birthDate }),
    );
    const crowd = await sent(...structuredClone(CROWD));
    const before = await scoresOf(crowd);
    await sent(...minors);
    expect(await scoresOf(crowd)).toEqual(before);
    for (const score of (await scoresByDefinition([...crowd, ...minors])).slice(crowd.length)) {
      expect(score).toMatchObject({ status: 'insufficient_data', score: null, coverage: 0, guidelineScore: null });
      expect(score.metrics.map(({ missing }) => missing)).toEqual(Array.from({ length: 7 }, () => 'under_18'));
    }
  });

  it('has no sex at birth or no birth date on record is compared with everybody, or with everybody of that sex', async () => {
    const women = Array.from({ length: 12 }, (_, i) =>
      person({ steps: 3000 + 700 * i }, { sexAtBirth: 'female', birthDate: '1982-05-17' }),
    );
    const unknown = person({ steps: 6000 }, { sexAtBirth: 'unknown', birthDate: '1982-05-17' });
    const intersex = person({ steps: 6000 }, { sexAtBirth: 'intersex', birthDate: '1982-05-17' });
    const ageless = person({ steps: 6000 }, { sexAtBirth: 'female' });
    const scores = await scoresByDefinition(await sent(unknown, intersex, ageless, ...women));
    expect(scores.slice(0, 4).map((score) => metricOf(score, 'steps').cohort)).toEqual([
      'everybody',
      'everybody',
      'women',
      'women aged 40-49',
    ]);
  });

  it('has no data has no score, and a reason for each metric', async () => {
    const [nobody] = await scoresByDefinition(await sent(somebody(), ...structuredClone(CROWD)));
    expect(nobody).toMatchObject({
      status: 'insufficient_data',
      score: null,
      coverage: 0,
      interval95: null,
      guidelineScore: null,
    });
    expect(nobody!.metrics.map(({ missing }) => missing)).toEqual([
      'insufficient_days',
      'insufficient_days',
      'insufficient_days',
      'no_data',
      'no_data',
      'no_data',
      'no_data',
    ]);
  });

  it('has one laboratory value alone stands somewhere, but has no score', async () => {
    const one = person({ results: [{ analyte: 'hba1c', value: 5.6, unit: '%' }] });
    const [score] = await scoresByDefinition(await sent(one, ...structuredClone(CROWD)));
    expect(score).toMatchObject({ status: 'insufficient_data', score: null });
    expect(metricOf(score!, 'hba1c')).toMatchObject({ zScore: expect.any(Number), points: null, missing: null });
  });

  it('has laboratory values of more than a year ago has none', async () => {
    const stale = person({ steps: 8000 });
    stale.bloodTests.push({
      collectedAt: new Date(NOW - 366 * DAY).toISOString(),
      timeZone: 'UTC',
      results: [{ analyte: 'hba1c', value: 9, unit: '%' }],
    });
    const crowd = await sent(...structuredClone(CROWD));
    const before = (await scoresOf(crowd)).map((score) => metricOf(score, 'hba1c'));
    const [score, ...others] = await scoresByDefinition([...(await sent(stale)), ...crowd]);
    expect(metricOf(score!, 'hba1c').missing).toBe('stale');
    expect(
      others.map((each) => differences(metricOf(each, 'hba1c'), { zScore: metricOf(before[0] ? each : each, 'hba1c').zScore })),
    ).toBeDefined();
  });

  it('left the device on the table has days of nothing, which do not count', async () => {
    const zeros = person({ steps: 9000 });
    for (const days of [5, 6, 7, 8]) {
      const at = new Date(NOW - days * DAY).toISOString();
      zeros.activities.push({ type: 'daily_activity', startedAt: at, endedAt: at, timeZone: 'UTC', steps: days === 8 ? 99 : 0 });
    }
    const nothing = person({ steps: 0, moderateMinutes: 30 });
    const [score, none] = await scoresByDefinition(await sent(zeros, nothing, ...structuredClone(CROWD)));
    expect(metricOf(score!, 'steps')).toMatchObject({ value: 9000, days: 4 });
    expect([metricOf(none!, 'steps').missing, metricOf(none!, 'mvpa').missing]).toEqual([
      'insufficient_days',
      'insufficient_days',
    ]);
  });

  it('records something today stands where yesterday left off', async () => {
    const crowd = await sent(...structuredClone(CROWD));
    const before = await scoresOf(crowd);
    const today = new Date(NOW - 3_600_000).toISOString();
    const one = crowd[0]!;
    one.activities.push({ type: 'walking', startedAt: today, endedAt: today, timeZone: 'UTC', steps: 40_000 });
    one.sleepSessions.push({
      startedAt: new Date(NOW - 6 * 3_600_000).toISOString(),
      endedAt: today,
      timeZone: 'UTC',
      totalSleepSeconds: 7200,
    });
    one.bloodTests.push({ collectedAt: today, timeZone: 'UTC', results: [{ analyte: 'hba1c', value: 12, unit: '%' }] });
    for (const collection of COLLECTIONS) await sendRecord(service(), one, collection, one[collection].at(-1)!);
    expect(await scoresOf(crowd)).toEqual(before);
  });

  it('claims a billion steps is refused, and nobody moves', async () => {
    const crowd = await sent(...structuredClone(CROWD));
    const before = await scoresOf(crowd);
    const [{ startedAt, endedAt, timeZone }] = [crowd[0]!.activities[0]!];
    const answer = await service().post(`/v1/users/${crowd[0]!.id}/physical-activities`, {
      type: 'walking',
      startedAt,
      endedAt,
      timeZone,
      steps: 1e9,
    });
    expectProblem(answer, 422);
    expect(await scoresOf(crowd)).toEqual(before);
  });

  it('walked a hundred thousand steps a day counts like thirty thousand', async () => {
    const crowd = await sent(...structuredClone(CROWD), person({ steps: 30_000 }));
    const z = async (): Promise<(number | null)[]> =>
      (await scoresByDefinition(crowd)).map((score) => metricOf(score, 'steps').zScore);
    const before = await z();
    for (const activity of crowd.at(-1)!.activities) {
      expectDone(await service().patch(addressOf(crowd.at(-1)!, 'activities', activity), { steps: 100_000 }));
      activity.steps = 100_000;
    }
    expect(await z()).toEqual(before);
  });
});

describe('a laboratory value', () => {
  it.each([
    ['chol_total', 201.084, 'mg/dL', 5.2, 'mmol/L'],
    ['hdl', 58.005, 'mg/dL', 1.5, 'mmol/L'],
    ['trig', 115.141, 'mg/dL', 1.3, 'mmol/L'],
    ['hba1c', 6.54304, '%', 48, 'mmol/mol'],
  ])('of %s says the same as %d %s and as %d %s', async (analyte, value, unit, converted, otherUnit) => {
    const rest = ['chol_total', 'hdl', 'trig', 'hba1c'].filter((code) => code !== analyte);
    const usual: Record<string, number> = { chol_total: 190, hdl: 55, trig: 120, hba1c: 5.4 };
    const others = rest.map((code) => ({ analyte: code, value: usual[code]!, unit: code === 'hba1c' ? '%' : 'mg/dL' }));
    const bled = (factor: number): Person =>
      person({
        results: Object.keys(usual).map((code) => ({
          analyte: code,
          value: usual[code]! * factor,
          unit: code === 'hba1c' ? '%' : 'mg/dL',
        })),
      });
    const one = person({ results: [{ analyte, value, unit }, ...others] });
    const people = await sent(one, bled(0.9), bled(1.2), bled(1.3));
    const before = await scoresByDefinition(people);
    const results = [{ analyte, value: converted, unit: otherUnit }, ...others];
    expectDone(await service().patch(addressOf(one, 'bloodTests', one.bloodTests[0]!), { results }));
    expect(await scoresOf(people)).toEqual(before);
  });
});

describe('the score of a user', () => {
  const PEOPLE = (): Person[] => [
    ...[4000, 6500, 8000, 12_000].map((steps) => person({ steps, minutesAsleep: steps / 20 })),
    ...[40, 55, 70].map((value) =>
      person({
        results: [
          { analyte: 'hdl', value, unit: 'mg/dL' },
          { analyte: 'trig', value: 2 * value, unit: 'mg/dL' },
        ],
      }),
    ),
  ];

  it('never falls when the user walks more', async () => {
    const people = await sent(...PEOPLE());
    const scores: number[] = [];
    for (const steps of [100, 3999, 4001, 7000, 7001, 15_000, 29_999, 30_000, 50_000, 100_000]) {
      const [one] = people;
      await inParallel(one!.activities, async (activity) => {
        expectDone(await service().patch(addressOf(one!, 'activities', activity), { steps }));
        activity.steps = steps;
      });
      scores.push((await scoreOf(one!)).score!);
    }
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(scores.at(-1)).toBeGreaterThan(scores[0]!);
    await scoresByDefinition(people);
  });

  it('does not move with somebody who shares no metric', async () => {
    const people = await sent(...PEOPLE());
    const walkers = people.slice(0, 4);
    const before = await scoresOf(walkers);
    const bled = people[5]!;
    const results = [{ analyte: 'hdl', value: 20, unit: 'mg/dL' }];
    expectDone(await service().patch(addressOf(bled, 'bloodTests', bled.bloodTests[0]!), { results }));
    expectDone(await service().delete(`/v1/users/${people[6]!.id}`));
    expect(await scoresOf(walkers)).toEqual(before);
  });

  it('is as if somebody never was who is gone', async () => {
    const people = await sent(...PEOPLE());
    const before = await scoresOf(people);
    const [guest] = await sent(
      person({ steps: 25_000, minutesAsleep: 200, results: [{ analyte: 'hdl', value: 90, unit: 'mg/dL' }] }),
    );
    expect(await scoresOf(people)).not.toEqual(before);
    expectDone(await service().delete(`/v1/users/${guest!.id}`));
    expect(await scoresOf(people)).toEqual(before);
  });
});
