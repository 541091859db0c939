import fc from 'fast-check';
import { formatRational, formatScaled, fraction, parseDecimal, product, quotient, rational, sum } from './rational.js';

const anyRational = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('a decimal as JSON writes it', () => {
  it.each([
    ['0', 0n, 1n],
    ['5.3', 53n, 10n],
    ['-2.50', -5n, 2n],
    ['007', 7n, 1n],
    ['1e-7', 1n, 10_000_000n],
    ['1.5e3', 1500n, 1n],
    ['1.5E+3', 1500n, 1n],
    ['0.30000000000000004', 7_500_000_000_000_001n, 25_000_000_000_000_000n],
  ])('%s is read exactly', (text, numerator, denominator) => {
    expect(parseDecimal(text)).toEqual({ numerator, denominator });
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1,5',
    '1e',
    '1e1000',
    '0x10',
    'NaN',
    'Infinity',
    '1/2',
    '--1',
    '1.2.3',
    '１',
    '9'.repeat(41),
  ])('%p is none', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('is read from every number of JavaScript by its shortest text, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (number) => {
        const exact = parseDecimal(String(number)) ?? fraction(-1n);
        expect(Number(formatRational(exact))).toBe(number);
      }),
    );
  });
});

describe('a constant', () => {
  it.each([
    ['18.0156', '18.0156'],
    ['1/88.42', '50/4421'],
    ['1/6.0', '1/6'],
    ['3/4', '0.75'],
    ['1e-3', '0.001'],
  ])('%s is exactly %s', (text, expected) => {
    expect(formatRational(rational(text))).toBe(expected);
  });

  it.each(['', '1/2/3', '1/0', '1/', 'a'])('%p is refused', (text) => {
    expect(() => rational(text)).toThrow(RangeError);
  });
});

describe('exact fractions', () => {
  const notZero = anyRational.filter(({ numerator }) => numerator !== 0n);

  it('can be multiplied and divided again', () => {
    fc.assert(fc.property(anyRational, notZero, (a, b) => expect(quotient(product(a, b), b)).toEqual(a)));
  });

  it('can be added and taken away again', () => {
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => {
        expect(sum(sum(a, b), product(b, fraction(-1n)))).toEqual(a);
      }),
    );
  });

  it('have one representation', () => {
    expect(fraction(6n, -4n)).toEqual(fraction(-3n, 2n));
    expect(fraction(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it('are read back from their text', () => {
    fc.assert(fc.property(anyRational, (a) => expect(rational(formatRational(a))).toEqual(a)));
  });
});

describe('an integer count of a power of ten', () => {
  it.each([
    [1_500_000n, 6, '1.5'],
    [-1n, 6, '-0.000001'],
    [0n, 6, '0'],
    [100n, 0, '100'],
  ])('%s times 10^-%s is written %s', (count, decimals, text) => {
    expect(formatScaled(count, decimals)).toBe(text);
  });
});
