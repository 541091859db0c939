import { HISTOGRAM_BUCKETS, histogramBucket, percentile } from './histogram.js';
import { METRIC_IDS } from './metrics.js';
import { transformedBounds } from './transform.js';

describe('the histogram', () => {
  it.each(METRIC_IDS)('of %s has a bucket for each clip end and 512 between', (metricId) => {
    const { low, high } = transformedBounds(metricId);
    expect(histogramBucket(metricId, low)).toBe(0);
    expect(histogramBucket(metricId, low + 1n)).toBe(1);
    expect(histogramBucket(metricId, high - 1n)).toBe(512);
    expect(histogramBucket(metricId, high)).toBe(HISTOGRAM_BUCKETS - 1);
    expect(HISTOGRAM_BUCKETS).toBe(514);
  });

  it('begins a bucket exactly at its lower end', () => {
    // From 0 to 173205081, a bucket begins at k * 173205081 / 512: the second at 338291.17..., the 257th at 86602540.5.
    expect([338291n, 338292n, 86602540n, 86602541n].map((x) => histogramBucket('steps', x))).toEqual([1, 2, 256, 257]);
  });
});

describe('the percentile', () => {
  it('counts those below, and half of those at the same place', () => {
    expect(percentile('steps', { below: 6, equal: 2, above: 4 })).toBeCloseTo((100 * 7) / 12, 12);
  });

  it('counts those above where less is better', () => {
    expect(percentile('trig', { below: 6, equal: 2, above: 4 })).toBeCloseTo((100 * 5) / 12, 12);
  });

  it.each([
    ['best', { below: 11, equal: 0, above: 0 }, 100],
    ['worst', { below: 0, equal: 0, above: 11 }, 0],
    ['like everybody', { below: 0, equal: 11, above: 0 }, 50],
  ])('of who is %s', (_, counts, expected) => {
    expect(percentile('hdl', counts)).toBe(expected);
  });

  it('says nothing among ten others', () => {
    expect(percentile('steps', { below: 4, equal: 2, above: 4 })).toBeNull();
  });
});
