import type { Figure } from './figure.js';
import { type Metric, METRICS, type MetricId, type Transform } from './metrics.js';

/** The two integers by which a figure enters the population: exact sums of them forget nothing. */
export interface Observation {
  /** Clipped, transformed, in millionths. */
  readonly x: bigint;
  /** The figure itself, in millionths of its unit. */
  readonly xRaw: bigint;
}

interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

const MICRO = 1_000_000n;
const NEG_CUBE_SCALE = 10;

const TRANSFORMS: Readonly<Record<Transform, (r: number) => number>> = {
  sqrt: Math.sqrt,
  ln: Math.log,
  ln1p: Math.log1p,
  neg_cube: (r) => {
    const t = NEG_CUBE_SCALE / r;
    return -(t * t * t);
  },
};

const BOUNDS = Object.fromEntries(
  Object.entries(METRICS).map(([id, metric]) => [
    id,
    { low: transformed(metric, metric.clipLow), high: transformed(metric, metric.clipHigh) },
  ]),
) as Readonly<Record<MetricId, Bounds>>;

/** X and X_raw of a figure. X passes through floating point, so it is computed here only, and kept. */
export function observe(metricId: MetricId, figure: Figure): Observation {
  const r = Number(figure.numerator) / Number(figure.denominator);
  return { x: transformed(METRICS[metricId], r), xRaw: roundedMillionths(figure) };
}

/** The X at the two ends of what a metric is clipped to. */
export function transformedBounds(metricId: MetricId): Bounds {
  return BOUNDS[metricId];
}

function transformed(metric: Metric, value: number): bigint {
  const r = Math.min(Math.max(value, metric.clipLow), metric.clipHigh);
  return BigInt(Math.floor(TRANSFORMS[metric.transform](r) * 1e6 + 0.5));
}

/** Half a millionth goes up. Division of bigints truncates, which is the floor because figures are not negative. */
function roundedMillionths({ numerator, denominator }: Figure): bigint {
  return (2n * MICRO * numerator + denominator) / (2n * denominator);
}
