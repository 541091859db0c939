import { type Cohort, EVERYBODY } from './cohorts.js';
import { KAPPA, METRICS, MINIMUM_OTHERS, type MetricId, Z_CLIP } from './metrics.js';
import { normalCdf } from './normal.js';
import type { Observation } from './transform.js';

/** What is kept of one metric in one cohort: the count and the exact sums of X, X^2, X_raw and X_raw^2. */
export interface Moments {
  readonly n: bigint;
  readonly s: bigint;
  readonly q: bigint;
  readonly sRaw: bigint;
  readonly qRaw: bigint;
}

/** The moments of one cohort. */
export interface CohortMoments {
  readonly cohort: Cohort;
  readonly moments: Moments;
}

/** How one user stands among the others in one metric. */
export interface Standing {
  /** Clipped to plus or minus 3; positive is better, whatever the direction of the metric. */
  readonly zScore: number;
  readonly zUnclipped: number;
  /** 0 to 100. */
  readonly metricScore: number;
  /** The textbook z-score of the untransformed figure among everybody; positive is more, and it is not clipped. */
  readonly zPlain: number;
  /** The narrowest cohort used, how many others are in it, and their mean and standard deviation in the metric's unit. */
  readonly cohort: Cohort;
  readonly others: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Count, sum and sum of squares of the others. */
interface Sums {
  readonly n: bigint;
  readonly s: bigint;
  readonly q: bigint;
}

interface Spread {
  readonly mean: number;
  readonly variance: number;
}

/** The same moments as if the user were not there. The observation must be of the same snapshot as the moments. */
export function withoutOneself(moments: Moments, { x, xRaw }: Observation): Moments {
  return {
    n: moments.n - 1n,
    s: moments.s - x,
    q: moments.q - x * x,
    sRaw: moments.sRaw - xRaw,
    qRaw: moments.qRaw - xRaw * xRaw,
  };
}

/**
 * Where an observation stands among the others of its cohorts, given wide to narrow from `all`, the user counted in each. Null
 * where everybody is fewer than two others.
 */
export function standing(metricId: MetricId, own: Observation, chain: readonly CohortMoments[]): Standing | null {
  const used: CohortMoments[] = [];
  for (const { cohort, moments } of chain) {
    const others = withoutOneself(moments, own);
    if (others.n >= (cohort === EVERYBODY ? 2 : MINIMUM_OTHERS)) used.push({ cohort, moments: others });
  }
  const [widest, ...narrower] = used;
  if (widest?.cohort !== EVERYBODY) return null;
  const narrowest = used.at(-1)!;

  const { direction, sdFloor } = METRICS[metricId];
  const { mean, variance } = blend(widest.moments, narrower);
  const zUnclipped = (direction * (Number(own.x) / 1e6 - mean)) / Math.max(Math.sqrt(variance), sdFloor) + 0;
  const zScore = Math.min(Math.max(zUnclipped, -Z_CLIP), Z_CLIP);
  const raw = spread(raws(narrowest.moments));
  return {
    zScore,
    zUnclipped,
    metricScore: 100 * normalCdf(zScore),
    zPlain: plainZ(own.xRaw, raws(widest.moments)),
    cohort: narrowest.cohort,
    others: Number(narrowest.moments.n),
    mean: raw.mean,
    standardDeviation: Math.sqrt(raw.variance),
  };
}

/** The mean and variance of the widest cohort, drawn towards each narrower one the more, the more others it has. */
function blend(widest: Moments, narrower: readonly CohortMoments[]): Spread {
  let { mean, variance } = spread(widest);
  for (const { moments } of narrower) {
    const n = Number(moments.n);
    const weight = (n - KAPPA) / n;
    const narrow = spread(moments);
    const d = narrow.mean - mean;
    mean += weight * d;
    variance = weight * narrow.variance + (1 - weight) * variance + weight * (1 - weight) * d * d;
  }
  return { mean, variance };
}

/** Mean and sample variance in whole units; the difference of the squares is exact before it becomes a double. */
function spread(sums: Sums): Spread {
  const n = Number(sums.n);
  return { mean: Number(sums.s) / n / 1e6, variance: Number(sums.n * sums.q - sums.s * sums.s) / (n * (n - 1)) / 1e12 };
}

function plainZ(xRaw: bigint, { n, s, q }: Sums): number {
  const distance = n * xRaw - s;
  const root = Math.sqrt((Number(n) * Number(n * q - s * s)) / Number(n - 1n));
  if (root > 0) return Number(distance) / root;
  return distance === 0n ? 0 : Math.sign(Number(distance)) * Z_CLIP;
}

function raws({ n, sRaw, qRaw }: Moments): Sums {
  return { n, s: sRaw, q: qRaw };
}
