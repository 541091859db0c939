import fc from 'fast-check';
import type { Figure } from './figure.js';
import { METRIC_IDS, METRICS, type MetricId } from './metrics.js';
import { observe, transformedBounds } from './transform.js';

function figure(numerator: bigint, denominator = 1n): Figure {
  return { numerator, denominator, days: null, observedOn: null };
}

const metricIds = fc.constantFrom(...METRIC_IDS);

describe('the integer of a figure', () => {
  it.each<[MetricId, bigint, bigint, bigint]>([
    ['steps', 4000n, 1n, 63245553n],
    ['steps', 1_000_000_000n, 1n, 173205081n],
    ['steps', 0n, 4n, 0n],
    ['mvpa', 0n, 1n, 0n],
    ['mvpa', 150n, 1n, 5017280n],
    ['mvpa', 5000n, 1n, 7601402n],
    ['sleep', 120n, 1n, 4795791n],
    ['hba1c', 4_800_000n, 1_000_000n, -8000000n],
    ['hba1c', 5_400_000n, 1_000_000n, -6350658n],
    ['hba1c', 9_000_000n, 1_000_000n, -1371742n],
    ['nonhdl', 100_000_000n, 1_000_000n, 10000000n],
    ['hdl', 500_000_000n, 10_000_000n, 3912023n],
    ['trig', 49_000_000n, 1_000_000n, 3912023n],
  ])('of %s %d/%d is %d', (metricId, numerator, denominator, x) => {
    expect(observe(metricId, figure(numerator, denominator)).x).toBe(x);
  });

  it.each([
    [1n, 3n, 333333n],
    [2n, 3n, 666667n],
    [1n, 2_000_000n, 1n],
    [999_999n, 2_000_000_000_000n, 0n],
    [100_000n, 1n, 100_000_000_000n],
    [123_456_789_012_345_678_901n, 1n, 123_456_789_012_345_678_901_000_000n],
  ])('keeps %d/%d as %d millionths, unclipped, a half rounded up', (numerator, denominator, xRaw) => {
    expect(observe('steps', figure(numerator, denominator)).xRaw).toBe(xRaw);
  });

  it('is the same however the fraction is written', () => {
    fc.assert(
      fc.property(metricIds, fc.bigInt(0n, 100_000n), fc.bigInt(1n, 1680n), fc.bigInt(1n, 1000n), (metricId, p, q, k) => {
        expect(observe(metricId, figure(k * p, k * q))).toEqual(observe(metricId, figure(p, q)));
      }),
    );
  });

  it('never falls when the figure rises, whatever the transform', () => {
    fc.assert(
      fc.property(metricIds, fc.bigInt(0n, 40_000_000n), fc.bigInt(0n, 1_000_000n), (metricId, micro, more) => {
        const [lower, higher] = [micro, micro + more].map((value) => observe(metricId, figure(value * 10n, 10_000n)));
        expect(higher!.x >= lower!.x).toBe(true);
        expect(higher!.xRaw >= lower!.xRaw).toBe(true);
      }),
    );
  });

  it.each<[MetricId, bigint, bigint]>([
    ['steps', 0n, 173205081n],
    ['mvpa', 0n, 7601402n],
    ['sleep', 0n, 5707110n],
    ['hba1c', -8000000n, -296296n],
    ['nonhdl', 8944272n, 18708287n],
    ['hdl', 2708050n, 4382027n],
    ['trig', 3912023n, 6907755n],
  ])('of %s lies between %d and %d', (metricId, low, high) => {
    expect(transformedBounds(metricId)).toEqual({ low, high });
    expect(observe(metricId, figure(BigInt(METRICS[metricId].clipLow))).x).toBe(low);
    expect(observe(metricId, figure(BigInt(METRICS[metricId].clipHigh) * 2n)).x).toBe(high);
  });
});
