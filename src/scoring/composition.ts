import { varianceOfSum } from './correlations.js';
import { type Expectation, expectation } from './expectation.js';
import { dot, sum } from './linear-algebra.js';
import { type Domain, DOMAINS, METRIC_IDS, METRICS, type MetricId } from './metrics.js';
import { normalCdf, normalCdfAboveHalf } from './normal.js';
import { ofMetrics } from './of-metrics.js';
import { fullWeights, weightsAmong } from './weights.js';

/** The clipped z-score of each metric the user has a figure of; null where the population is too small to tell. */
export type ZScores = Readonly<Partial<Record<MetricId, number | null>>>;

/** `partial` is scored too, from some of the metrics; the other two have no score. */
export const SCORE_STATUSES = ['scored', 'partial', 'insufficient_data', 'insufficient_population'] as const;
export type ScoreStatus = (typeof SCORE_STATUSES)[number];

/** What a metric weighs among those at hand, and how many points it moves the score away from 50. */
export interface MetricShare {
  readonly weight: number;
  readonly points: number;
}

/** The same of a domain, and the score of its metrics alone, 0 to 100. */
export interface DomainShare extends MetricShare {
  readonly score: number;
}

/** A score, what may be expected of it with nothing missing, and what it is made of; null and empty where there is none. */
export interface Composition {
  readonly status: ScoreStatus;
  /** 0 to 100; reads as a percentile. */
  readonly score: number | null;
  /** The full weight of the metrics with a z-score, 0 to 1. */
  readonly coverage: number;
  readonly expectedFull: Expectation['expectedFull'] | null;
  readonly interval95: Expectation['interval95'] | null;
  readonly metrics: Readonly<Partial<Record<MetricId, MetricShare>>>;
  readonly domains: Readonly<Partial<Record<Domain, DomainShare>>>;
}

interface Part extends MetricShare {
  readonly id: MetricId;
  readonly z: number;
}

const LEAST_COVERAGE = 1 / 6;
/** Far below the least weight, far above the rounding of a sum of weights. */
const ROUNDING = 1e-9;
const INVERSE_SQRT_2_PI = 0.3989422804014327;

/** Adds the z-scores of a user up to one score. */
export function compose(zScores: ZScores): Composition {
  const withFigure = METRIC_IDS.filter((id) => zScores[id] !== undefined);
  const available = withFigure.filter((id) => zScores[id] !== null);
  const coverage = sum(fullWeights(available));
  const none = { score: null, coverage, expectedFull: null, interval95: null, metrics: {}, domains: {} };
  if (isTooLittle(sum(fullWeights(withFigure)))) return { status: 'insufficient_data', ...none };
  if (isTooLittle(coverage)) return { status: 'insufficient_population', ...none };

  const z = available.map((id) => zScores[id]!);
  const parts = partsOf(available, z);
  return {
    status: available.length < METRIC_IDS.length ? 'partial' : 'scored',
    score: 100 * normalCdf(combine(available, z)),
    coverage,
    ...expectation(available, z),
    metrics: Object.fromEntries(parts.map(({ id, weight, points }) => [id, { weight, points }])),
    domains: domainShares(parts),
  };
}

function isTooLittle(coverage: number): boolean {
  return coverage < LEAST_COVERAGE - ROUNDING;
}

/** One standard normal Z of several: their weighted sum over its standard deviation in the reference population. */
function combine(ids: readonly MetricId[], z: readonly number[]): number {
  const { weights, deviation } = sumOf(ids);
  return dot(weights, z) / deviation;
}

/** The weights of a score of these metrics alone, and the standard deviation of the z-scores so weighted. */
const sumOf = ofMetrics((ids) => {
  const weights = weightsAmong(ids);
  return { weights, deviation: Math.sqrt(varianceOfSum(ids, weights)) };
});

function partsOf(ids: readonly MetricId[], z: readonly number[]): Part[] {
  const { weights, deviation } = sumOf(ids);
  const pointsPerZ = (100 * halfRatio(combine(ids, z))) / deviation;
  return ids.map((id, i) => ({ id, z: z[i]!, weight: weights[i]!, points: pointsPerZ * weights[i]! * z[i]! + 0 }));
}

function domainShares(parts: readonly Part[]): Composition['domains'] {
  const domains = DOMAINS.map((domain) => ({ domain, own: parts.filter(({ id }) => METRICS[id].domain === domain) }));
  return Object.fromEntries(
    domains
      .filter(({ own }) => own.length > 0)
      .map(({ domain, own }) => {
        const ids = own.map(({ id }) => id);
        const z = own.map((part) => part.z);
        const weight = sum(own.map((part) => part.weight));
        const points = sum(own.map((part) => part.points));
        return [domain, { weight, points, score: 100 * normalCdf(combine(ids, z)) }];
      }),
  );
}

/** (Phi(z) - 1/2) / z, continued to zero. */
function halfRatio(z: number): number {
  return Math.abs(z) < 1e-12 ? INVERSE_SQRT_2_PI : normalCdfAboveHalf(z) / z;
}
