import fc from 'fast-check';
import { compose, type Composition, type ZScores } from './composition.js';
import { sum } from './linear-algebra.js';
import { METRIC_IDS, type MetricId } from './metrics.js';

interface Case {
  z: Record<string, number>;
  score: number;
  coverage: number;
  points: number[];
  domains: Record<string, number>;
  expectedFull: number;
  interval95: number[];
}

// By the definition with explicit inverse matrices, with 50 digits.
const CASES: Case[] = [
  {
    z: { steps: -0.3071, mvpa: 0.6137, sleep: -0.2713, hba1c: -0.3781, nonhdl: -1.116, hdl: -0.256, trig: 1.3343 },
    score: 44.24360613841299,
    coverage: 1.0,
    points: [
      -3.982402691807545, 7.9583214977606325, -7.036312929256835, -2.451557241570226, -7.236016613574113, -1.659874778741015,
      8.651448895602096,
    ],
    domains: { activity: 58.11218791769923, sleep: 39.30801532336047, labs: 43.96370604228294 },
    expectedFull: 44.24360613841299,
    interval95: [44.24360613841299, 44.24360613841299],
  },
  {
    z: { steps: 3, mvpa: 0, sleep: 0, hba1c: 0, nonhdl: 0, hdl: 3, trig: -3 },
    score: 83.61038027875045,
    coverage: 1.0,
    points: [33.610380278750455, 0.0, 0.0, 0.0, 0.0, 16.805190139375227, -16.805190139375227],
    domains: { activity: 97.74416643826362, sleep: 50.0, labs: 50.0 },
    expectedFull: 83.61038027875045,
    interval95: [83.61038027875045, 83.61038027875045],
  },
  {
    z: { steps: 0.6077 },
    score: 72.83067684765757,
    coverage: 0.16666666666666666,
    points: [22.83067684765757],
    domains: { activity: 72.83067684765757 },
    expectedFull: 60.66422226085569,
    interval95: [6.88531989633094, 97.85941670944726],
  },
  {
    z: { sleep: 0.5986 },
    score: 72.52801719674285,
    coverage: 0.3333333333333333,
    points: [22.528017196742848],
    domains: { sleep: 72.52801719674285 },
    expectedFull: 66.10433985484244,
    interval95: [15.9581698509289, 96.61353339017532],
  },
  {
    z: { steps: -2.0296, mvpa: -2.0927 },
    score: 0.2951704270778538,
    coverage: 0.3333333333333333,
    points: [-24.471999151251193, -25.232830421670954],
    domains: { activity: 0.2951704270778538 },
    expectedFull: 4.843065658617924,
    interval95: [0.06323727386484736, 46.14954634082699],
  },
  {
    z: { hba1c: -1.0675, trig: -0.5618 },
    score: 14.54570792212305,
    coverage: 0.16666666666666666,
    points: [-23.22927440811001, -12.225017669766936],
    domains: { labs: 14.54570792212305 },
    expectedFull: 29.775665897381018,
    interval95: [1.4007560595444146, 87.18851071670665],
  },
  {
    z: { sleep: 0.3665, nonhdl: -0.0551, hdl: 0.6252 },
    score: 69.52557155319015,
    coverage: 0.5,
    points: [10.983227648291289, -0.8256150660584584, 9.367958970957316],
    domains: { sleep: 64.30039936953817, labs: 64.28815074314004 },
    expectedFull: 67.99030600056481,
    interval95: [27.65286462453832, 93.6748766706992],
  },
  {
    z: { hba1c: -0.7707, nonhdl: 0.3704, hdl: 0.473, trig: -0.7934 },
    score: 39.61721037371576,
    coverage: 0.3333333333333333,
    points: [-11.10311636600148, 5.336180487825286, 6.8142909577250546, -11.430144705833104],
    domains: { labs: 39.61721037371576 },
    expectedFull: 42.377172588896734,
    interval95: [3.6241621105981427, 92.09607245668926],
  },
  {
    z: { steps: 2.061, sleep: 0.6679, hba1c: 1.4364 },
    score: 98.8056786269048,
    coverage: 0.5833333333333334,
    points: [24.149161801082943, 7.8259219635823865, 16.83059486223947],
    domains: { activity: 98.03484799577784, sleep: 74.79012862991465, labs: 92.45557234200082 },
    expectedFull: 95.3075668323797,
    interval95: [75.1953360671824, 99.62099560444763],
  },
  {
    z: { mvpa: -0.7444, sleep: -0.8874, hba1c: -0.4129, nonhdl: -0.1277, hdl: 0.7585, trig: 0.2981 },
    score: 18.490362067718934,
    coverage: 0.8333333333333334,
    points: [
      -15.60804796166491, -18.606369910238367, -2.1643481338566097, -0.6693806168406129, 3.975921674812881, 1.5625870155065522,
    ],
    domains: { activity: 22.831725949441275, sleep: 18.74317917510551, labs: 57.475449579334196 },
    expectedFull: 23.23499907380185,
    interval95: [8.779378208017526, 45.70800853837458],
  },
  {
    z: { steps: -0.5368, mvpa: -1.1483, nonhdl: -0.6247 },
    score: 12.409797584002938,
    coverage: 0.4166666666666667,
    points: [-6.876272161154276, -14.709432419250103, -16.004497835592684],
    domains: { activity: 13.020925670146234, labs: 26.608398656789284 },
    expectedFull: 19.85835345470994,
    interval95: [1.049307987597077, 73.0673197466872],
  },
];

function points(composition: Composition): number[] {
  return METRIC_IDS.flatMap((id) => composition.metrics[id]?.points ?? []);
}

/** Any z-scores that carry a score: of each metric one, or none. */
const scorable = fc
  .tuple(...METRIC_IDS.map(() => fc.option(fc.double({ min: -3, max: 3, noNaN: true }), { nil: undefined })))
  .map((values): ZScores => Object.fromEntries(METRIC_IDS.map((id, i) => [id, values[i]] as const)))
  .filter((z) => compose(z).score !== null);

describe('a score', () => {
  it.each(CASES)('of $z is $score', (expected) => {
    const composition = compose(expected.z);
    expect(composition.status).toBe(expected.coverage === 1 ? 'scored' : 'partial');
    expect(composition.score).toBeCloseTo(expected.score, 10);
    expect(composition.coverage).toBeCloseTo(expected.coverage, 14);
    expect(composition.expectedFull).toBeCloseTo(expected.expectedFull, 10);
    expected.interval95.forEach((bound, i) => expect(composition.interval95![i]).toBeCloseTo(bound, 10));
    expected.points.forEach((value, i) => expect(points(composition)[i]).toBeCloseTo(value, 10));
    expect(Object.keys(composition.metrics)).toEqual(Object.keys(expected.z));
    expect(Object.keys(composition.domains)).toEqual(Object.keys(expected.domains));
    for (const [domain, score] of Object.entries(expected.domains)) {
      expect(composition.domains[domain as keyof Composition['domains']]!.score).toBeCloseTo(score, 10);
    }
  });

  it('has points that add up to what it is away from 50, and weights that add up to one, by metric and by domain', () => {
    fc.assert(
      fc.property(scorable, (zScores) => {
        const composition = compose(zScores);
        for (const shares of [Object.values(composition.metrics), Object.values(composition.domains)]) {
          expect(Math.abs(sum(shares.map((share) => share.points)) - (composition.score! - 50))).toBeLessThan(1e-11);
          expect(sum(shares.map((share) => share.weight))).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('never falls when one of its z-scores rises', () => {
    fc.assert(
      fc.property(scorable, fc.constantFrom(...METRIC_IDS), fc.double({ min: 0, max: 3, noNaN: true }), (zScores, id, more) => {
        const z = zScores[id];
        fc.pre(typeof z === 'number');
        const raised = { ...zScores, [id]: z + more };
        expect(compose(raised).score).toBeGreaterThanOrEqual(compose(zScores).score! - 1e-12);
      }),
    );
  });

  it('expected with nothing missing lies within its interval, which is a point only where nothing is missing', () => {
    fc.assert(
      fc.property(scorable, (zScores) => {
        const { expectedFull, interval95, status } = compose(zScores);
        const [lower, upper] = interval95!;
        expect(lower).toBeLessThanOrEqual(expectedFull!);
        expect(upper).toBeGreaterThanOrEqual(expectedFull!);
        expect(lower === upper).toBe(status === 'scored');
      }),
    );
  });

  it('with nothing missing is what it is expected to be', () => {
    const { score, expectedFull, interval95 } = compose(Object.fromEntries(METRIC_IDS.map((id, i) => [id, i / 3 - 0.7])));
    expect([expectedFull, interval95]).toEqual([score, [score, score]]);
  });

  it('of the middle in everything is exactly 50, without a negative zero', () => {
    const composition = compose(Object.fromEntries(METRIC_IDS.map((id) => [id, -0])));
    expect(composition).toMatchObject({ status: 'scored', score: 50, coverage: 1, expectedFull: 50, interval95: [50, 50] });
    for (const value of points(composition)) expect(Object.is(value, 0)).toBe(true);
    for (const { points: value } of Object.values(composition.domains)) expect(Object.is(value, 0)).toBe(true);
  });
});

describe('the status of a score', () => {
  it.each<[Composition['status'], ZScores, number]>([
    ['insufficient_data', {}, 0],
    ['insufficient_data', { hba1c: 1 }, 1 / 12],
    ['insufficient_data', { hba1c: null }, 0],
    ['insufficient_population', { steps: null }, 0],
    ['insufficient_population', { steps: null, hba1c: 1 }, 1 / 12],
    ['insufficient_population', Object.fromEntries(METRIC_IDS.map((id) => [id, null])), 0],
    ['partial', { hba1c: 1, hdl: 1 }, 1 / 6],
    ['partial', { steps: 1 }, 1 / 6],
    ['partial', { steps: 1, sleep: null }, 1 / 6],
    ['scored', Object.fromEntries(METRIC_IDS.map((id) => [id, 1])), 1],
  ])('is %s of %j', (status, zScores, coverage) => {
    const composition = compose(zScores);
    expect([composition.status, composition.coverage]).toEqual([status, coverage]);
    expect(composition.score === null).toBe(status.startsWith('insufficient'));
  });

  it('without a score leaves everything else out', () => {
    expect(compose({ trig: 1 })).toEqual({
      status: 'insufficient_data',
      score: null,
      coverage: 1 / 12,
      expectedFull: null,
      interval95: null,
      metrics: {},
      domains: {},
    });
  });

  it.each<MetricId>(['mvpa', 'sleep', 'trig'])('is partial where only %s is missing', (id) => {
    const zScores: ZScores = Object.fromEntries(METRIC_IDS.filter((other) => other !== id).map((other) => [other, 0.5]));
    expect(compose(zScores).status).toBe('partial');
  });
});
