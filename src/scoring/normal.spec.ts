import fc from 'fast-check';
import { erf, erfc, normalCdf, normalCdfAboveHalf } from './normal.js';

// Computed with 50 digits by mpmath.
const CDF = [
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-6, 9.86587645037698e-10],
  [-5.7, 5.990371401063528e-9],
  [-3, 0.0013498980316300946],
  [-1.959963984540054, 0.025000000000000012],
  [-1, 0.15865525393145705],
  [-0.6629, 0.2536973008682368],
  [-0.5, 0.3085375387259869],
  [-0.1, 0.460172162722971],
  [-1e-9, 0.49999999960105773],
  [0, 0.5],
  [1e-9, 0.5000000003989423],
  [0.1, 0.539827837277029],
  [0.5, 0.6914624612740131],
  [0.6629, 0.7463026991317633],
  [0.663, 0.7463347229613835],
  [1, 0.8413447460685429],
  [1.959963984540054, 0.975],
  [3, 0.9986501019683699],
  [5.6, 0.9999999892824097],
  [8, 0.9999999999999993],
] as const;

const ERROR_FUNCTION = [
  [1e-15, 1.1283791670955127e-15, 0.9999999999999989],
  [1e-6, 1.1283791670951364e-6, 0.9999988716208329],
  [0.1, 0.1124629160182849, 0.887537083981715],
  [0.46875, 0.49261347321793797, 0.507386526782062],
  [0.46876, 0.4926225311068465, 0.5073774688931535],
  [1, 0.8427007929497149, 0.15729920705028513],
  [2, 0.9953222650189527, 0.004677734981047266],
  [3.9, 0.9999999652077514, 3.4792248597231765e-8],
  [4, 0.9999999845827421, 1.541725790028002e-8],
  [4.1, 0.9999999932999724, 6.700027654084918e-9],
  [6, 1, 2.1519736712498913e-17],
] as const;

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.abs(expected);
}

describe('the normal distribution', () => {
  it.each(CDF)('has below %d the share %d', (x, share) => {
    // In the tail the rounding of x / sqrt 2 alone is multiplied by x squared.
    expect(relativeError(normalCdf(x), share)).toBeLessThan(4e-16 * Math.max(x * x, 1));
  });

  it.each(ERROR_FUNCTION)('knows erf and erfc of %d', (x, value, complement) => {
    expect(relativeError(erf(x), value)).toBeLessThan(5e-16);
    expect(relativeError(erfc(x), complement)).toBeLessThan(5e-16);
    expect(erf(-x)).toBe(-erf(x));
    expect(relativeError(erfc(-x), 1 + value)).toBeLessThan(5e-16);
  });

  it('keeps all digits of the share above one half near zero', () => {
    expect(relativeError(normalCdfAboveHalf(1e-9), 3.989422804014327e-10)).toBeLessThan(4e-16);
    expect(normalCdfAboveHalf(0)).toBe(0);
  });

  it('rises, and is symmetric about zero', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 1e-6, max: 2, noNaN: true }), (x, more) => {
        expect(normalCdf(x + more)).toBeGreaterThanOrEqual(normalCdf(x));
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      }),
    );
  });
});
