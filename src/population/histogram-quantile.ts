import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import { METRICS, type MetricId, type Transform } from '../scoring/metrics.js';
import { transformedBounds } from '../scoring/transform.js';

/** What the transform of a metric made of a figure, undone. */
const INVERSES: Readonly<Record<Transform, (y: number) => number>> = {
  sqrt: (y) => y * y,
  ln: Math.exp,
  ln1p: Math.expm1,
  neg_cube: (y) => 10 / Math.cbrt(-y),
};

const LAST = HISTOGRAM_BUCKETS - 1;

/**
 * The figure, in the metric's unit, below which so many percent of a histogram's people lie: it is in the bucket of the person at
 * that rank, by linear interpolation in X. Beyond the clip bounds nobody is told apart: there it is the bound.
 * @param counts people by bucket; at least one of them
 */
export function histogramQuantile(metric: MetricId, counts: readonly number[], percent: number): number {
  const { low, high } = transformedBounds(metric);
  const width = Number(high - low) / (LAST - 1);
  const rank = (percent * counts.reduce((sum, count) => sum + count, 0)) / 100;
  let bucket = 0;
  let below = 0;
  while (counts[bucket] === 0 || below + counts[bucket]! < rank) below += counts[bucket++]!;
  const share = (rank - below) / counts[bucket]!;
  const steps = bucket === 0 ? 0 : Math.min(bucket - 1 + share, LAST - 1);
  const { transform, clipLow, clipHigh } = METRICS[metric];
  const value = INVERSES[transform]((Number(low) + steps * width) / 1e6);
  return Math.min(Math.max(value, clipLow), clipHigh);
}
