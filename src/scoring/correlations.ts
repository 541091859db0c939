import { dot } from './linear-algebra.js';
import { METRIC_IDS, type MetricId } from './metrics.js';

/**
 * Pearson correlations of the oriented, clipped z-scores of adults in NHANES 2011-2014, computed pairwise; upper triangle of R,
 * rows and columns in the order of METRIC_IDS.
 */
const UPPER_TRIANGLE: readonly (readonly number[])[] = [
  [1, 0.121, 0.014, 0.096, 0.018, 0.162, 0.156],
  [1, 0.055, 0.094, 0.036, 0.135, 0.078],
  [1, 0.09, -0.01, 0.031, 0.005],
  [1, 0.095, 0.234, 0.19],
  [1, 0.212, 0.496],
  [1, 0.52],
  [1],
];

/** The part of R of these metrics. */
export function correlationMatrix(metricIds: readonly MetricId[]): number[][] {
  return metricIds.map((a) => metricIds.map((b) => correlation(a, b)));
}

/** The correlation of two metrics in the reference population, an entry of R. */
export function correlation(a: MetricId, b: MetricId): number {
  const [i, j] = [METRIC_IDS.indexOf(a), METRIC_IDS.indexOf(b)];
  return UPPER_TRIANGLE[Math.min(i, j)]![Math.abs(i - j)]!;
}

/** The variance of a weighted sum of z-scores in the reference population. */
export function varianceOfSum(metricIds: readonly MetricId[], weights: readonly number[]): number {
  const covariances = correlationMatrix(metricIds).map((row) => dot(row, weights));
  return dot(weights, covariances);
}
