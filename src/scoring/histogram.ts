import { METRICS, MINIMUM_OTHERS, type MetricId } from './metrics.js';
import { transformedBounds } from './transform.js';

const INNER_BUCKETS = 512n;

/** The buckets of a histogram of X: one for each clip end and 512 equal ones between them. */
export const HISTOGRAM_BUCKETS = Number(INNER_BUCKETS) + 2;

/** The bucket of X, 0 to 513. */
export function histogramBucket(metricId: MetricId, x: bigint): number {
  const { low, high } = transformedBounds(metricId);
  if (x <= low) return 0;
  if (x >= high) return HISTOGRAM_BUCKETS - 1;
  return 1 + Number(((x - low) * INNER_BUCKETS) / (high - low));
}

/** How many others of a cohort lie in lower buckets than the user, in the same one, and in higher ones. */
export interface RankCounts {
  readonly below: number;
  readonly equal: number;
  readonly above: number;
}

/** "Better than p % of the others", 0 to 100, by mid-rank; null among fewer others than eleven. */
export function percentile(metricId: MetricId, { below, equal, above }: RankCounts): number | null {
  const others = below + equal + above;
  if (others < MINIMUM_OTHERS) return null;
  const worse = METRICS[metricId].direction === 1 ? below : above;
  return (100 * (worse + equal / 2)) / others;
}
