import fc from 'fast-check';
import { formatRational, quotient } from './rational.js';
import { ATOMS, PREFIXES } from './ucum-atoms.js';
import { parseUnit } from './ucum-unit.js';

function howMany(unit: string, inOne: string): string {
  const [small, large] = [parseUnit(unit), parseUnit(inOne)];
  if (!small || !large) return 'unknown';
  return small.dimension === large.dimension ? formatRational(quotient(large.magnitude, small.magnitude)) : 'another quantity';
}

describe('a UCUM unit', () => {
  it.each([
    ['mg/L', 'mg/dL', '10'],
    ['ug/mL', 'mg/dL', '10'],
    ['g/L', 'g/dL', '10'],
    ['mg/dl', 'mg/dL', '1'],
    ['ng/mL', 'ug/L', '1'],
    ['umol/L', 'mmol/L', '1000'],
    ['mol/m3', 'mmol/L', '1'],
    ['mmol.L-1', 'mmol/L', '1'],
    ['10*-3.mol/L', 'mmol/L', '1'],
    ['10*9/L', '10*3/uL', '1'],
    ['10^9/L', '/nL', '1'],
    ['/uL', '10*3/uL', '1000'],
    ['/mm3', '{cells}/uL', '1'],
    ['1/L', '10*12/L', '1000000000000'],
    ['10*3.uL-1', '10*6/uL', '1000'],
    ['u[IU]/mL', 'm[IU]/L', '1'],
    ['[iU]/L', '[IU]/L', '1'],
    ['U/L', 'ukat/L', '60'],
    ['um3', 'fL', '1'],
    ['g/(m2.s)', 'g/m2/s', '1'],
    ['g/L/h', '(g/L)/min', '60'],
    ['mL/min/{1.73_m2}', 'mL/s/{1.73m2}', '60'],
    ['mL/min/{1.73_m2}', 'mL/min/m2', '1.73'],
    ['mmol/L{fasting}', 'mmol/L', '1'],
    ['dag/L', 'g/L', '0.1'],
    ['10.mg', 'g', '100'],
    ['%', '1', '100'],
    ['/m.s', 's/m', '1'],
  ])('%s is contained in one %s exactly %s times', (unit, inOne, expected) => {
    expect(howMany(unit, inOne)).toBe(expected);
  });

  it.each([
    ['mg/dL', 'mmol/L'],
    ['mL/min', 'mL/min/{1.73_m2}'],
    ['mL/min{1.73_m2}', 'mL/min/{1.73_m2}'],
    ['mmol/mol', '%'],
    ['L/L', '%'],
    ['U/L', '[IU]/L'],
    ['meq/L', 'mmol/L'],
    ['g', 'g/L'],
    ['10*3', '10*3/uL'],
  ])('%s and %s are different quantities', (a, b) => {
    expect(howMany(a, b)).toBe('another quantity');
  });

  it.each([
    '',
    ' ',
    'mg /dL',
    'mg/dL ',
    'K/uL',
    'MG/DL',
    'mg/DL',
    'uIU/mL',
    'µmol/L',
    'μmol/L',
    'mg//dL',
    'mg/',
    '.mg',
    '//L',
    'mg/dL)',
    '(mg/dL',
    '()',
    'mg{',
    '{a{b}}',
    '{ü}',
    'mg/L{a b}',
    'kmg/L',
    'mmin',
    'm%',
    'ddL',
    'm0',
    'm100',
    'mg12g',
    '0/L',
    '1.5mg',
    'x10^9/L',
    'x10*9/L',
    'mL/min/1.73m2',
    'constructor',
    'toString/L',
    '__proto__',
    'm-',
    'L'.repeat(65),
    '('.repeat(64),
  ])('is not written %p', (text) => {
    expect(parseUnit(text)).toBeNull();
  });

  const prefix = fc.constantFrom('', ...PREFIXES.keys());
  const metric = fc.constantFrom(...[...ATOMS].filter(([, atom]) => atom.metric).map(([symbol]) => symbol));
  const unit = fc.tuple(prefix, metric).map(([before, symbol]) => before + symbol);

  it('divided by itself is one', () => {
    fc.assert(fc.property(unit, (text) => expect(formatRational(magnitude(`${text}/${text}`))).toBe('1')));
  });

  it('of a product is the product of the units, however it is written', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(parseUnit(`${a}.${b}`)).toEqual(parseUnit(`${b}.${a}`));
        expect(parseUnit(`${a}/${b}`)).toEqual(parseUnit(`${a}.${b}-1`));
        expect(parseUnit(`${a}/(${b}.${a})`)).toEqual(parseUnit(`${a}/${b}/${a}`));
        expect(parseUnit(`${a}2`)).toEqual(parseUnit(`${a}.${a}`));
      }),
    );
  });

  it('with a prefix is the power of ten times the unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PREFIXES), metric, ([before, power], symbol) => {
        expect(quotient(magnitude(before + symbol), magnitude(symbol))).toEqual(power);
        expect(parseUnit(before + symbol)?.dimension).toBe(parseUnit(symbol)?.dimension);
      }),
    );
  });

  it('has one meaning: no prefixed symbol is another symbol or another prefixed symbol', () => {
    const spelled = [...ATOMS].flatMap(([symbol, atom]) =>
      atom.metric ? [symbol, ...[...PREFIXES.keys()].map((before) => before + symbol)] : [symbol],
    );
    expect(new Set(spelled).size).toBe(spelled.length);
  });

  it('never makes the reader throw, whatever is written', () => {
    const scraps = fc.constantFrom(
      'mg',
      'd',
      'L',
      '/',
      '.',
      '(',
      ')',
      '{a}',
      '{',
      '}',
      '10*',
      '3',
      '-',
      '+',
      '[IU]',
      '[',
      '%',
      ' ',
      'é',
    );
    fc.assert(fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => expect(() => parseUnit(parts.join(''))).not.toThrow()));
  });
});

function magnitude(text: string) {
  const unit = parseUnit(text);
  if (!unit) throw new Error(`${text} is no unit`);
  return unit.magnitude;
}
