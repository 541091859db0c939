import fc from 'fast-check';
import { HISTOGRAM_BUCKETS, histogramBucket } from '../scoring/histogram.js';
import { METRIC_IDS, METRICS, type MetricId } from '../scoring/metrics.js';
import { observe, transformedBounds } from '../scoring/transform.js';
import { histogramQuantile } from './histogram-quantile.js';

const xOf = (metric: MetricId, value: number): bigint =>
  observe(metric, { numerator: BigInt(Math.round(value * 1e6)), denominator: 1_000_000n, days: null, observedOn: null }).x;

function histogramOf(metric: MetricId, values: readonly number[]): number[] {
  const counts = Array<number>(HISTOGRAM_BUCKETS).fill(0);
  for (const value of values) counts[histogramBucket(metric, xOf(metric, value))]! += 1;
  return counts;
}

describe('a quantile of a histogram', () => {
  it('lies within one bucket of the value at its rank', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...METRIC_IDS),
        fc.array(fc.double({ min: 0, max: 1.1, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(5, 25, 50, 75, 95),
        (metric, shares, percent) => {
          const { clipLow, clipHigh } = METRICS[metric];
          const values = shares.map((share) => clipLow + share * (clipHigh - clipLow));
          const atRank = values.toSorted((a, b) => a - b)[Math.ceil((percent * values.length) / 100) - 1]!;
          const quantile = histogramQuantile(metric, histogramOf(metric, values), percent);
          const { low, high } = transformedBounds(metric);
          const bucketWidth = Number(high - low) / (HISTOGRAM_BUCKETS - 2);
          expect(Math.abs(Number(xOf(metric, quantile) - xOf(metric, atRank)))).toBeLessThanOrEqual(bucketWidth + 2);
        },
      ),
    );
  });

  it('is the clip bound where the person at the rank lies beyond it', () => {
    expect(histogramQuantile('steps', histogramOf('steps', [40_000, 50_000]), 50)).toBe(30_000);
    expect(histogramQuantile('hba1c', histogramOf('hba1c', [4.1, 4.2, 4.9]), 50)).toBe(5);
  });

  it('rises with the percentage', () => {
    const counts = histogramOf('trig', [60, 80, 80, 120, 300]);
    const quantiles = [5, 25, 50, 75, 95].map((percent) => histogramQuantile('trig', counts, percent));
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
  });
});
