import { correlation, correlationMatrix, varianceOfSum } from './correlations.js';
import { dot, solve } from './linear-algebra.js';
import { METRIC_IDS, type MetricId } from './metrics.js';
import { normalCdf } from './normal.js';
import { ofMetrics } from './of-metrics.js';
import { fullWeights } from './weights.js';

/** The score with nothing missing, as far as it can be told, 0 to 100. */
export interface Expectation {
  readonly expectedFull: number;
  /** Where that score lies with 95 % probability: lower and upper. */
  readonly interval95: readonly [lower: number, upper: number];
}

const QUANTILE_975 = 1.959963984540054;

/** The full score given the z-scores at hand, all z-scores being jointly normal with the correlations of the reference. */
export function expectation(available: readonly MetricId[], z: readonly number[]): Expectation {
  const { weights, regression, deviation } = unknownGiven(available);
  const mean = dot(weights, z) + dot(regression, z);
  const scoreAt = (quantile: number) => 100 * normalCdf((mean + quantile * deviation) / SPREAD);
  return { expectedFull: scoreAt(0), interval95: [scoreAt(-QUANTILE_975), scoreAt(QUANTILE_975)] };
}

const SPREAD = Math.sqrt(varianceOfSum(METRIC_IDS, fullWeights(METRIC_IDS)));

/** The full weights of the metrics at hand, by how much each tells of the missing ones, and the deviation that nothing tells of. */
const unknownGiven = ofMetrics((available) => {
  const missing = METRIC_IDS.filter((id) => !available.includes(id));
  const weights = fullWeights(missing);
  const covariances = available.map((id) => {
    const row = missing.map((other) => correlation(id, other));
    return dot(row, weights);
  });
  const regression = solve(correlationMatrix(available), covariances);
  const variance = Math.max(varianceOfSum(missing, weights) - dot(regression, covariances), 0);
  return { weights: fullWeights(available), regression, deviation: Math.sqrt(variance) };
});
