import fc from 'fast-check';
import { type Cohort, cohortChain } from './cohorts.js';
import type { Figure } from './figure.js';
import { METRIC_IDS, type MetricId } from './metrics.js';
import { type Moments, standing, withoutOneself } from './standing.js';
import { type Observation, observe } from './transform.js';

function observed(metricId: MetricId, value: string | number): Observation {
  const numerator = BigInt(Math.round(Number(value) * 1e6));
  return observe(metricId, { numerator, denominator: 1_000_000n, days: null, observedOn: null } satisfies Figure);
}

function momentsOf(observations: readonly Observation[]): Moments {
  const sum = (of: (observation: Observation) => bigint) => observations.reduce((total, one) => total + of(one), 0n);
  return {
    n: BigInt(observations.length),
    s: sum(({ x }) => x),
    q: sum(({ x }) => x * x),
    sRaw: sum(({ xRaw }) => xRaw),
    qRaw: sum(({ xRaw }) => xRaw * xRaw),
  };
}

function amongAll(metricId: MetricId, own: Observation, everybody: readonly Observation[]) {
  return standing(metricId, own, [{ cohort: 'all', moments: momentsOf(everybody) }]);
}

describe('worked examples: value, X, z before clipping, plain z', () => {
  const SEVEN = ['7000', 83666003n, -0.408248290463863, -0.408248290463863] as const;
  it.each<[string, MetricId, (readonly [string, bigint, number, number])[]]>([
    [
      'steps of five users',
      'steps',
      [
        ['4000', 63245553n, -2.235479448727674, -1.9364916731037085],
        ['6000', 77459667n, -0.6557870206880557, -0.7319250547113999],
        ['8000', 89442719n, 0.08925850469258269, 0],
        ['10000', 100000000n, 0.7693024517583672, 0.7319250547113999],
        ['12000', 109544512n, 1.7074407282710777, 1.9364916731037085],
      ],
    ],
    [
      'three users, the fewest who can be compared',
      'steps',
      [
        ['4000', 63245553n, -2.3846253963037385, -2.1213203435596424],
        ['6000', 77459667n, 0.060220218837702566, 0],
        ['8000', 89442719n, 1.8993439235805119, 2.1213203435596424],
      ],
    ],
    [
      'all equal: the floor of the standard deviation',
      'steps',
      Array.from({ length: 6 }, () => ['7000', 83666003n, 0, 0] as const),
    ],
    ['all equal but one', 'steps', [SEVEN, SEVEN, SEVEN, SEVEN, SEVEN, SEVEN, ['9000', 94868330n, 11.202327, 3]]],
    [
      'an outlier of 1e9, clipped',
      'steps',
      [
        ['4000', 63245553n, -1.0850702482863162, -0.5000080000613337],
        ['6000', 77459667n, -0.6160717303737098, -0.50000266668],
        ['8000', 89442719n, -0.28709271352975807, -0.49999733330933316],
        ['10000', 100000000n, -0.016962348151143482, -0.4999919999493331],
        ['1000000000', 173205081n, 5.732120488448352, 387295.62353239936],
      ],
    ],
    [
      'HbA1c, where less is better',
      'hba1c',
      [
        ['4.8', -8000000n, 1.1956367832636239, -0.9524213351694223],
        ['5.0', -8000000n, 1.1956367832636239, -0.7808653221164068],
        ['5.4', -6350658n, 0.37315893348433193, -0.47018167950738665],
        ['5.7', -5399772n, -0.02513460117198214, -0.2545437159835619],
        ['6.5', -3641329n, -0.800501250151848, 0.30163306079529406],
        ['9.0', -1371742n, -2.655213471112145, 5.264885151639612],
      ],
    ],
  ])('%s', (_, metricId, rows) => {
    const everybody = rows.map(([value]) => observed(metricId, value));
    for (const [i, [, x, z, zPlain]] of rows.entries()) {
      const own = everybody[i]!;
      expect(own.x).toBe(x);
      const stood = amongAll(metricId, own, everybody)!;
      expect(stood.zUnclipped).toBeCloseTo(z, 10);
      expect(stood.zScore).toBeCloseTo(Math.min(Math.max(z, -3), 3), 10);
      expect(Math.abs(stood.zPlain / zPlain - 1) < 1e-12 || stood.zPlain === zPlain).toBe(true);
    }
  });

  it('sleep: the distance is transformed; the plain z of these examples is of the minutes asleep', () => {
    const rows = [
      [300, 4795791n, -1.185419463193394, -1.9567570076622036],
      [400, 3044522n, -0.27714838232365824, -0.761386987626881],
      [420, 0n, 1.2299022107770512, -0.5836407984743492],
      [480, 0n, 1.2299022107770512, -0.09083405243909495],
      [540, 0n, 1.2299022107770512, 0.39078910894313446],
      [600, 4110874n, -0.7955933856362676, 0.9231571234620236],
      [700, 5081404n, -1.3717646131682528, 2.276364615243454],
    ] as const;
    const everybody = rows.map(([minutes]) => ({
      x: observed('sleep', Math.max(420 - minutes, minutes - 540, 0)).x,
      xRaw: BigInt(minutes) * 1_000_000n,
    }));
    for (const [i, [, x, z, zPlain]] of rows.entries()) {
      const stood = amongAll('sleep', everybody[i]!, everybody)!;
      expect(everybody[i]!.x).toBe(x);
      expect(stood.zUnclipped).toBeCloseTo(z, 10);
      expect(stood.zPlain).toBeCloseTo(zPlain, 10);
    }
  });

  it.each([['5000'], ['4000', '6000']])('fewer than two others are no population (%s %s)', (...values) => {
    const everybody = values.map((value) => observed('steps', value));
    for (const own of everybody) expect(amongAll('steps', own, everybody)).toBeNull();
  });
});

/** A population of sixty: a third men, a fifth of one age band, a seventh of no sex on record. */
const SIXTY = Array.from({ length: 60 }, (_, i) => i + 1).map((i) => ({
  steps: 3000 + ((i * 7919) % 9001),
  trig: 60 + ((i * 37) % 211),
  cohort: i % 7 === 0 ? 'all' : `sex:${i % 3 === 0 ? 'M' : 'F'}|age:${i % 5 === 0 ? 1 : 2}`,
}));

function amongSixty(metricId: 'steps' | 'trig', user: number) {
  const chain = cohortChain(SIXTY[user - 1]!.cohort).map((cohort) => ({
    cohort,
    moments: momentsOf(
      SIXTY.filter((one) => cohortChain(one.cohort).includes(cohort)).map((one) => observed(metricId, one[metricId])),
    ),
  }));
  return standing(metricId, observed(metricId, SIXTY[user - 1]![metricId]), chain);
}

describe('the standing in a cohort', () => {
  // From the plain list of the others, with 50 digits: z, metric score, plain z, mean and standard deviation.
  it.each<['steps' | 'trig', number, Cohort, number, number, number, number, number, number]>([
    [
      'steps',
      1,
      'sex:F|age:2',
      26,
      1.1620484254660504,
      87.73921024325104,
      1.269414333491666,
      7580.7692307692305,
      2644.637129100207,
    ],
    ['steps', 3, 'sex:M|age:2', 13, 0.5358014305338717, 70.39521032911428, 0.4231812079702277, 7316, 2803.3394371713175],
    ['steps', 5, 'sex:F', 33, -0.3747506486546135, 35.392296022948884, -0.4079152542131886, 7928.69696969697, 2718.8654054224585],
    ['steps', 7, 'all', 59, -1.2824463473210395, 9.984305731273212, -1.2535959222077757, 7707.864406779661, 2617.162634831767],
    ['steps', 10, 'sex:F', 33, 0.8971458770765092, 81.51794594484399, 0.9776117270770769, 7819.878787878788, 2697.6414670686845],
    [
      'steps',
      15,
      'sex:M',
      17,
      -1.1013760342562462,
      13.536651574119947,
      -1.1165324561831955,
      7577.117647058823,
      2555.5837367016793,
    ],
    [
      'trig',
      1,
      'sex:F|age:2',
      26,
      1.0329142347948528,
      84.91779817047222,
      -1.1450155156189559,
      158.69230769230768,
      61.57127202244192,
    ],
    [
      'trig',
      3,
      'sex:M|age:2',
      13,
      -0.24118531832206633,
      40.470574467893464,
      0.097221504906039,
      167.07692307692307,
      69.50714776009436,
    ],
    ['trig', 5, 'sex:F', 33, -1.2162743592222554, 11.194021283199666, 1.3471857718782532, 158.51515151515153, 60.507293574887115],
    ['trig', 14, 'all', 59, -0.04522265069194121, 48.19649200379167, -0.15208203152443986, 165.3050847457627, 61.18464260695628],
  ])('%s of user %d, among %s of %d', (metricId, user, cohort, others, z, metricScore, zPlain, mean, standardDeviation) => {
    const stood = amongSixty(metricId, user)!;
    expect([stood.cohort, stood.others]).toEqual([cohort, others]);
    expect(stood.zScore).toBeCloseTo(z, 10);
    expect(stood.metricScore).toBeCloseTo(metricScore, 9);
    expect(stood.zPlain).toBeCloseTo(zPlain, 10);
    expect(stood.mean).toBeCloseTo(mean, 9);
    expect(stood.standardDeviation).toBeCloseTo(standardDeviation, 9);
  });

  it.each([
    [10, 'all'],
    [11, 'sex:F'],
  ])('of a woman with %d others is among %s', (otherWomen, cohort) => {
    const women = Array.from({ length: otherWomen + 1 }, (_, i) => observed('hdl', 40 + i));
    const men = Array.from({ length: 20 }, (_, i) => observed('hdl', 30 + i));
    const stood = standing('hdl', women[0]!, [
      { cohort: 'all', moments: momentsOf([...women, ...men]) },
      { cohort: 'sex:F', moments: momentsOf(women) },
    ])!;
    expect(stood.cohort).toBe(cohort);
    expect(stood.others).toBe(cohort === 'all' ? 30 : 11);
  });

  it.each<[MetricId, number, number, number]>([
    ['steps', 10_000, 12_100, 1],
    ['mvpa', 0, 100, 0.05],
    ['sleep', 0, 100, -0.05],
    ['hba1c', 5, 6, -0.01],
    ['nonhdl', 100, 121, -0.05],
    ['hdl', 40, 50, 0.01],
    ['trig', 100, 110, -0.01],
  ])('by %s among people who do not differ is measured with a least standard deviation', (metricId, usual, different, sd) => {
    const [own, other] = [observed(metricId, different), observed(metricId, usual)];
    const stood = amongAll(metricId, own, [own, other, other, other])!;
    expect(stood.zUnclipped).toBeCloseTo(Number(own.x - other.x) / 1e6 / sd, 9);
    expect(stood.zScore).toBe(sd > 0 ? 3 : -3);
  });

  it('by the plain z among people who do not differ is 3 above or below them', () => {
    const [low, usual, high] = [observed('trig', 80), observed('trig', 90), observed('trig', 100)];
    expect(amongAll('trig', low, [low, usual, usual])!.zPlain).toBe(-3);
    expect(amongAll('trig', high, [high, usual, usual])!.zPlain).toBe(3);
  });

  it('among all that are equal is the middle, without a negative zero', () => {
    const everybody = Array.from({ length: 12 }, () => observed('trig', 90));
    const stood = amongAll('trig', everybody[0]!, everybody)!;
    for (const value of [stood.zScore, stood.zUnclipped, stood.zPlain]) expect(Object.is(value, 0)).toBe(true);
    expect([stood.metricScore, stood.mean, stood.standardDeviation]).toEqual([50, 90, 0]);
  });
});

describe('the moments of a population', () => {
  const figures = fc.array(fc.nat(300), { minLength: 3, maxLength: 30 });

  it('without one user are those in which the user never was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...METRIC_IDS), figures, (metricId, values) => {
        const [own, ...others] = values.map((value) => observed(metricId, value));
        expect(withoutOneself(momentsOf([...others, own!]), own!)).toEqual(momentsOf(others.toReversed()));
      }),
    );
  });

  it('never let a better figure lower the standing of its owner', () => {
    fc.assert(
      fc.property(figures, fc.nat(300), (values, more) => {
        const [own, ...others] = values.map((value) => observed('steps', value * 100));
        const raised = observed('steps', (values[0]! + more) * 100);
        const before = amongAll('steps', own!, [own!, ...others])!;
        const after = amongAll('steps', raised, [raised, ...others])!;
        expect(after.zScore).toBeGreaterThanOrEqual(before.zScore);
        expect(after.zPlain).toBeGreaterThanOrEqual(before.zPlain);
      }),
    );
  });
});
