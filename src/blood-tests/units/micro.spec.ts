import fc from 'fast-check';
import { fromMicro, toMicro } from './micro.js';
import { fraction, parseDecimal, rational } from './rational.js';

describe('millionths', () => {
  it.each([
    ['1', 1_000_000n],
    ['0.0000004', 0n],
    ['0.0000005', 1n],
    ['0.0000015', 2n],
    ['0.0000014999999', 1n],
    ['1/3', 333_333n],
    ['2/3', 666_667n],
    ['-0.0000005', 0n],
    ['-0.0000006', -1n],
    ['-1', -1_000_000n],
  ])('%s is rounded half up to %s of them', (text, micro) => {
    expect(toMicro(rational(text))).toBe(micro);
  });

  it('are the same after they were written and read', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (micro) => expect(toMicro(rational(fromMicro(micro)))).toBe(micro)),
    );
  });

  it('are written as short as can be', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 15n), (micro) => expect(fromMicro(micro)).not.toMatch(/\.$|\.\d*0$|^0\d/)));
    expect(fromMicro(100_000_000n)).toBe('100');
  });

  it('are never further than half of one from the exact amount', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 9n), (numerator, denominator) => {
        const error = 2n * (toMicro(fraction(numerator, denominator)) * denominator - numerator * 1_000_000n);
        expect(error > -denominator && error <= denominator).toBe(true);
      }),
    );
  });

  it('hold six decimals of a value without change', () => {
    expect(fromMicro(toMicro(parseDecimal('99.123456') ?? fraction(0n)))).toBe('99.123456');
  });
});
