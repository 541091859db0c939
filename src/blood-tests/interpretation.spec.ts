import fc from 'fast-check';
import type { ReferenceRange } from './catalogue/analyte.js';
import { interpret, type Comparator, type Interpretation } from './interpretation.js';
import { toMicro } from './units/micro.js';
import { rational } from './units/rational.js';

const BOTH: ReferenceRange = { low: '10', high: '100', source: 'a test' };
const CRITICAL: ReferenceRange = { low: '10', high: '100', criticalLow: '5', criticalHigh: '200', source: 'a test' };
const UPPER: ReferenceRange = { high: '200', source: 'a test' };
const BELOW: ReferenceRange = { high: '200', highExclusive: true, source: 'a test' };
const LOWER: ReferenceRange = { low: '60', source: 'a test' };

const RANGES = [BOTH, CRITICAL, UPPER, BELOW, LOWER];

const read = (text: string, range: ReferenceRange | null) => {
  const [, comparator = '', number = ''] = /^([<>]=?)?(.*)$/.exec(text) ?? [];
  return interpret(toMicro(rational(number)), comparator === '' ? null : (comparator as Comparator), range);
};

describe('the HL7 interpretation of a value', () => {
  it.each<[string, ReferenceRange, Interpretation | null]>([
    ['9.999999', BOTH, 'L'],
    ['10', BOTH, 'N'],
    ['100', BOTH, 'N'],
    ['100.000001', BOTH, 'H'],
    ['0', BOTH, 'L'],
    ['5', CRITICAL, 'LL'],
    ['5.000001', CRITICAL, 'L'],
    ['199.999999', CRITICAL, 'H'],
    ['200', CRITICAL, 'HH'],
    ['200', UPPER, 'N'],
    ['0', UPPER, 'N'],
    ['200', BELOW, 'H'],
    ['199.999999', BELOW, 'N'],
    ['59', LOWER, 'L'],
    ['9000', LOWER, 'N'],
  ])('of %s in %p is %s', (text, range, expected) => {
    expect(read(text, range)).toBe(expected);
  });

  it.each<[string, ReferenceRange, Interpretation | null]>([
    ['<5', BOTH, 'L'],
    ['<10', BOTH, 'L'],
    ['<=10', BOTH, null],
    ['<=9.9', BOTH, 'L'],
    ['<50', BOTH, null],
    ['<500', BOTH, null],
    ['>500', BOTH, 'H'],
    ['>100', BOTH, 'H'],
    ['>=100', BOTH, null],
    ['>=100.1', BOTH, 'H'],
    ['>50', BOTH, null],
    ['<0.3', UPPER, 'N'],
    ['<=200', UPPER, 'N'],
    ['<200', BELOW, 'N'],
    ['<=200', BELOW, null],
    ['>=200', BELOW, 'H'],
    ['>60', LOWER, 'N'],
    ['>=60', LOWER, 'N'],
    ['>59', LOWER, null],
    ['<5', CRITICAL, 'LL'],
    ['<=5', CRITICAL, 'LL'],
    ['<8', CRITICAL, 'L'],
    ['>150', CRITICAL, 'H'],
    ['>=200', CRITICAL, 'HH'],
    ['>90', CRITICAL, null],
  ])('of %s in %p, which is not known exactly, is %s', (text, range, expected) => {
    expect(read(text, range)).toBe(expected);
  });

  it('is null where no range holds', () => {
    expect(read('5', null)).toBeNull();
    expect(read('5', { source: 'a range with no bounds' })).toBeNull();
  });

  it('holds for every value that a comparator leaves possible', () => {
    const within = { LL: ['LL'], L: ['LL', 'L'], N: ['N'], H: ['H', 'HH'], HH: ['HH'] };
    const micro = fc.bigInt(0n, 300_000_000n);
    const claim = fc
      .record({ bound: micro, comparator: fc.constantFrom<Comparator>('<', '<=', '>=', '>'), range: fc.constantFrom(...RANGES) })
      .map((made) => ({ ...made, code: interpret(made.bound, made.comparator, made.range) }))
      .filter(({ code }) => code !== null);
    fc.assert(
      fc.property(claim, micro, ({ bound, comparator, range, code }, away) => {
        const possible = comparator.startsWith('>') ? bound + away + 1n : bound - 1n - (away % (bound + 1n));
        expect(within[code ?? 'N']).toContain(interpret(possible, null, range));
      }),
    );
  });

  it('never falls as the value rises', () => {
    const order = ['LL', 'L', 'N', 'H', 'HH'];
    const rank = (micro: bigint) => order.indexOf(interpret(micro, null, CRITICAL) ?? '');
    fc.assert(
      fc.property(fc.bigInt(0n, 300_000_000n), fc.bigInt(0n, 300_000_000n), (a, b) => {
        expect(rank(a < b ? a : b)).toBeLessThanOrEqual(rank(a < b ? b : a));
      }),
    );
  });
});
