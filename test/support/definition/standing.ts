import { toMillionths, toNumber, type PresentFigure } from './figure.js';
import { metricOf, type Metric, type MetricId } from './registry.js';

// Sections 3 to 5 of the definition: the others are looked at one by one, nothing is taken away from a sum.

/** One person's integers of one metric, and the cohorts that the person is in, wide to narrow. */
export interface Observation {
  person: string;
  X: bigint;
  XRaw: bigint;
  cohorts: string[];
}

export interface Standing {
  cohort: string;
  others: number;
  mean: number | null;
  standardDeviation: number | null;
  zScore: number;
  zPlain: number;
  percentile: number | null;
}

export function observe(metricId: MetricId, { value }: PresentFigure): Pick<Observation, 'X' | 'XRaw'> {
  return { X: transformed(metricOf(metricId), toNumber(value)), XRaw: toMillionths(value) };
}

function transformed({ clip: [low, high], g }: Metric, value: number): bigint {
  return BigInt(Math.floor(g(Math.min(Math.max(value, low), high)) * 1e6 + 0.5));
}

/** Mean and sample variance in whole units, of exact integers: the sum of the squares of n*X - S is n^2 times that of X - mean. */
function moments(values: readonly bigint[]): { n: number; m: number; v: number } {
  const n = BigInt(values.length);
  const S = values.reduce((sum, value) => sum + value, 0n);
  const squares = values.reduce((sum, value) => sum + (n * value - S) ** 2n, 0n);
  return { n: values.length, m: Number(S) / values.length / 1e6, v: Number(squares) / Number(n * n * (n - 1n)) / 1e12 };
}

/** Null where the population is too small. */
export function stand(metricId: MetricId, own: Observation, everybody: readonly Observation[]): Standing | null {
  const metric = metricOf(metricId);
  const used = own.cohorts
    .map((cohort) => ({ cohort, others: everybody.filter((one) => one.person !== own.person && one.cohorts.includes(cohort)) }))
    .filter(({ cohort, others }) => others.length >= (cohort === 'all' ? 2 : 11));
  const [all, narrowest] = [used[0], used.at(-1)];
  if (all?.cohort !== 'all') return null;

  let { m, v } = moments(all.others.map(({ X }) => X));
  for (const { others } of used.slice(1)) {
    const { n, m: mean, v: variance } = moments(others.map(({ X }) => X));
    const [w, d] = [(n - 10) / n, mean - m];
    v = w * variance + (1 - w) * v + w * (1 - w) * d * d;
    m = m + w * d;
  }
  const z = (metric.direction * (Number(own.X) / 1e6 - m)) / Math.max(Math.sqrt(v), metric.sdFloor);
  const isEnough = narrowest!.others.length >= 11;
  const raw = moments(narrowest!.others.map(({ XRaw }) => XRaw));
  return {
    cohort: narrowest!.cohort,
    others: narrowest!.others.length,
    mean: isEnough ? raw.m : null,
    standardDeviation: isEnough ? Math.sqrt(raw.v) : null,
    zScore: Math.min(Math.max(z, -3), 3),
    zPlain: plain(own.XRaw, all.others.map(({ XRaw }) => XRaw)), // prettier-ignore
    percentile: isEnough ? percentile(metric, own.X, narrowest!.others) : null,
  };
}

/** The textbook z-score: distance from the mean over the sample standard deviation. */
function plain(own: bigint, others: readonly bigint[]): number {
  const n = BigInt(others.length);
  const distance = n * own - others.reduce((sum, value) => sum + value, 0n);
  const { v } = moments(others);
  if (v === 0) return distance === 0n ? 0 : distance > 0n ? 3 : -3;
  return Number(distance) / Number(n) / 1e6 / Math.sqrt(v);
}

/** Who is in a worse bucket of the histogram, and half of those in the same one. */
function percentile(metric: Metric, own: bigint, others: readonly Observation[]): number {
  const [low, high] = metric.clip.map((bound) => transformed(metric, bound)) as [bigint, bigint];
  const bucket = (X: bigint): number => {
    if (X <= low) return 0;
    return X >= high ? 513 : 1 + Number((512n * (X - low)) / (high - low));
  };
  const ranks = others.map(({ X }) => metric.direction * (bucket(own) - bucket(X)));
  return (100 * (ranks.filter((rank) => rank > 0).length + ranks.filter((rank) => rank === 0).length / 2)) / others.length;
}
