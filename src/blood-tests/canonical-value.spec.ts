import fc from 'fast-check';
import { acceptedUnitsOf, toCanonical, type CanonicalValue } from './canonical-value.js';
import type { Analyte } from './catalogue/analyte.js';
import { ANALYTES, findAnalyte } from './catalogue/analytes.js';
import { fromMicro, toMicro } from './units/micro.js';
import { formatRational, fraction, product, quotient, rational, sum, type Rational } from './units/rational.js';

type Quadruple = [Rational, Rational, Rational, Rational];

function analyteOf(code: string): Analyte {
  const analyte = findAnalyte(code);
  if (!analyte) throw new Error(`no analyte ${code}`);
  return analyte;
}

function canonical(code: string, value: string | number, unit: string): string {
  const result = toCanonical(analyteOf(code), value, unit);
  return 'fault' in result ? result.fault : fromMicro(result.micro);
}

const microOr = (result: CanonicalValue | undefined, otherwise: bigint) =>
  result && 'micro' in result ? result.micro : otherwise;

describe('a laboratory value in the canonical unit', () => {
  it.each([
    ['glucose_fasting', '5.5', 'mmol/L', '99.0858'],
    ['glucose_fasting', '1', 'g/L', '100'],
    ['glucose_fasting', '5500', 'umol/L', '99.0858'],
    ['glucose_random', '100', 'mg/dl', '100'],
    ['glucose_random', '18', 'mg{glucose}/dL{plasma}', '18'],
    ['hba1c', '48', 'mmol/mol', '6.54304'],
    ['hba1c', '0.048', 'mol/mol', '6.54304'],
    ['hba1c', '6.5', '%', '6.5'],
    ['hba1c', '0.065', '1', '6.5'],
    ['chol_total', '5.17', 'mmol/L', '199.9239'],
    ['hdl', '1', 'mmol/L', '38.67'],
    ['trig', '1.7', 'mmol/L', '150.569'],
    ['apob', '0.9', 'g/L', '90'],
    ['crp', '0.5', 'mg/dL', '5'],
    ['crp_hs', '3000', 'ng/mL', '3'],
    ['creatinine', '88.42', 'umol/L', '1'],
    ['creatinine', '80', 'umol/L', '0.904773'],
    ['egfr', '1.5', 'mL/s/{1.73_m2}', '90'],
    ['bun', '5', 'mmol/L', '14.005602'],
    ['uric_acid', '0.3', 'mmol/L', '5.043712'],
    ['bilirubin', '17.104', 'umol/L', '1'],
    ['vitd', '50', 'nmol/L', '20.032051'],
    ['ferritin', '30', 'ug/L', '30'],
    ['tsh', '2.5', 'u[IU]/mL', '2.5'],
    ['tsh', '2.5', 'mU/L', '2.5'],
    ['tsh', '0.0025', '[IU]/L', '2.5'],
    ['insulin', '60', 'pmol/L', '10'],
    ['alt', '0.5', 'ukat/L', '30'],
    ['alt', '500', 'nkat/L', '30'],
    ['ast', '30', '[IU]/L', '30'],
    ['hemoglobin', '140', 'g/L', '14'],
    ['hematocrit', '0.45', 'L/L', '45'],
    ['wbc', '6.2', '10*9/L', '6.2'],
    ['wbc', '6200', '/uL', '6.2'],
    ['wbc', '6.2', '/nL', '6.2'],
    ['wbc', '6200', '{cells}/mm3', '6.2'],
    ['rbc', '4.8', '10*12/L', '4.8'],
    ['platelets', '250', '10*3/uL', '250'],
    ['mcv', '90', 'um3', '90'],
    ['albumin', '42', 'g/L', '4.2'],
    ['sodium', '140', 'meq/L', '140'],
    ['calcium', '2.5', 'mmol/L', '10.0195'],
    ['calcium', '5', 'meq/L', '10.0195'],
    ['b12', '300', 'pmol/L', '406.611'],
    ['free_t4', '15', 'pmol/L', '1.165305'],
    ['iron', '20', 'umol/L', '111.69'],
  ])('%s: %s %s are %s', (code, value, unit, expected) => {
    expect(canonical(code, value, unit)).toBe(expected);
  });

  it('is the same from a JSON number as from its text', () => {
    expect(canonical('glucose_fasting', 5.5, 'mmol/L')).toBe('99.0858');
    expect(canonical('glucose_fasting', 1.5e2, 'mg/dL')).toBe('150');
    expect(canonical('glucose_fasting', '1.5e2', 'mg/dL')).toBe('150');
    expect(canonical('tsh', 1e-7, 'k[IU]/L')).toBe('0.1');
  });

  it('is rounded half up, once, at the millionth', () => {
    expect(canonical('apob', '90.0000005', 'mg/dL')).toBe('90.000001');
    expect(canonical('apob', '90.0000004999', 'mg/dL')).toBe('90');
  });
});

describe('a value is refused', () => {
  it.each([
    ['glucose_fasting', 'high', 'mg/dL', 'invalid_value'],
    ['glucose_fasting', '', 'mg/dL', 'invalid_value'],
    ['glucose_fasting', NaN, 'mg/dL', 'invalid_value'],
    ['glucose_fasting', '95', 'mg%', 'unknown_unit'],
    ['glucose_fasting', '95', 'MG/DL', 'unknown_unit'],
    ['wbc', '6.2', 'K/uL', 'unknown_unit'],
    ['tsh', '2.5', 'uIU/mL', 'unknown_unit'],
    ['glucose_fasting', '95', 'mg', 'unit_not_convertible'],
    ['glucose_fasting', '5', '%', 'unit_not_convertible'],
    ['apob', '1', 'umol/L', 'unit_not_convertible'],
    ['hba1c', '5.5', 'mg/dL', 'unit_not_convertible'],
    ['egfr', '90', 'mL/min', 'unit_not_convertible'],
    ['egfr', '90', 'mL/min/1.73m2', 'unknown_unit'],
    ['rdw', '42', 'fL', 'unit_not_convertible'],
    ['rdw_sd', '13', '%', 'unit_not_convertible'],
    ['lymph_pct', '2.1', '10*9/L', 'unit_not_convertible'],
    ['glucose_fasting', '9.999999', 'mg/dL', 'implausible_value'],
    ['glucose_fasting', '1500.000001', 'mg/dL', 'implausible_value'],
    ['glucose_fasting', '95', 'mmol/L', 'implausible_value'],
    ['bilirubin', '-0.1', 'mg/dL', 'implausible_value'],
    ['total_protein', '72', 'g/dL', 'implausible_value'],
  ])('%s: %s %s is %s', (code, value, unit, fault) => {
    const result = toCanonical(analyteOf(code), value, unit);
    expect(result).toEqual({ fault, detail: expect.stringMatching(/^\S.*\.$/) });
  });

  it('not at the very bounds of what is plausible', () => {
    expect(canonical('glucose_fasting', '10', 'mg/dL')).toBe('10');
    expect(canonical('glucose_fasting', '1500', 'mg/dL')).toBe('1500');
    expect(canonical('bilirubin', '-0', 'mg/dL')).toBe('0');
  });
});

const minus = (a: Rational, b: Rational) => sum(a, product(b, fraction(-1n)));

describe('conversion', () => {
  const converted = ANALYTES.flatMap((analyte) =>
    (analyte.equivalences ?? []).map((equivalence) => ({ analyte, ...equivalence })),
  );

  it.each(converted)(
    'of $analyte.code from $unit gives what the canonical unit gives',
    ({ analyte, unit, factor, offset = '0' }) => {
      const [low, high, slope, start] = [analyte.plausible.low, analyte.plausible.high, factor, offset].map(
        rational,
      ) as Quadruple;
      const hasDecimal = !formatRational(slope).includes('/');
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 99 }), (percent) => {
          const near = sum(low, product(minus(high, low), fraction(BigInt(percent), 100n)));
          // Whichever of the two is a multiple of the other by a finite decimal is computed, so that both can be written down.
          const there = quotient(minus(near, start), slope);
          const other = hasDecimal ? rational(fromMicro(toMicro(there))) : there;
          const own = hasDecimal ? sum(product(other, slope), start) : near;
          const expected = toCanonical(analyte, formatRational(own), analyte.canonicalUnit);
          expect(expected).toHaveProperty('micro');
          expect(toCanonical(analyte, formatRational(other), unit)).toEqual(expected);
        }),
      );
    },
  );

  it('never reverses the order of two values', () => {
    const reported = fc.constantFrom(...ANALYTES).chain((analyte) => {
      const [low, high] = [analyte.plausible.low, analyte.plausible.high].map((bound) => toMicro(rational(bound))) as [
        bigint,
        bigint,
      ];
      return fc.tuple(
        fc.constant(analyte),
        fc.constantFrom(...acceptedUnitsOf(analyte)),
        fc.bigInt(low, high),
        fc.bigInt(low, high),
      );
    });
    fc.assert(
      fc.property(reported, ([analyte, { unit, factor, offset }, a, b]) => {
        const reportedAs = (micro: bigint) =>
          fromMicro(toMicro(quotient(minus(fraction(micro, 1_000_000n), rational(offset)), rational(factor))));
        const [less, more] = [a < b ? a : b, a < b ? b : a].map((micro) => toCanonical(analyte, reportedAs(micro), unit));
        expect(microOr(less, -1n) <= microOr(more, 10n ** 18n)).toBe(true);
      }),
    );
  });

  it('of a plausible number of millionths to their text and back changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ANALYTES), fc.nat(1_000_000), (analyte, part) => {
        const [low, high] = [toMicro(rational(analyte.plausible.low)), toMicro(rational(analyte.plausible.high))];
        const micro = low + ((high - low) * BigInt(part)) / 1_000_000n;
        expect(toCanonical(analyte, fromMicro(micro), analyte.canonicalUnit)).toEqual({ micro });
      }),
    );
  });

  it('does not depend on the prefixes a unit is written with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 150_000 }), (hundredths) => {
        const expected = canonical('glucose_random', `${hundredths}e-2`, 'mg/dL');
        expect(canonical('glucose_random', `${hundredths}e-4`, 'g/L')).toBe(expected);
        expect(canonical('glucose_random', `${hundredths}e-4`, 'ug/uL')).toBe(expected);
        expect(canonical('glucose_random', `${hundredths}e-1`, 'mg/L')).toBe(expected);
        expect(canonical('glucose_random', `${hundredths}e-9`, 'kg/dL')).not.toBe(expected);
        expect(canonical('glucose_random', `${hundredths}e-8`, 'kg/dL')).toBe(expected);
      }),
    );
  });
});

describe('the accepted units of an analyte', () => {
  it('tell their exact factors', () => {
    expect(acceptedUnitsOf(analyteOf('glucose_fasting'))).toEqual([
      { unit: 'mg/dL', factor: '1', offset: '0' },
      { unit: 'mmol/L', factor: '18.0156', offset: '0' },
      { unit: 'g/L', factor: '100', offset: '0' },
      { unit: 'mg/L', factor: '0.1', offset: '0' },
    ]);
    expect(acceptedUnitsOf(analyteOf('creatinine'))[1]).toEqual({ unit: 'umol/L', factor: '50/4421', offset: '0' });
    expect(acceptedUnitsOf(analyteOf('hba1c'))[1]).toEqual({ unit: 'mmol/mol', factor: '0.09148', offset: '2.152' });
  });

  it('convert as they say', () => {
    for (const analyte of ANALYTES) {
      for (const { unit, factor, offset } of acceptedUnitsOf(analyte)) {
        const inside = toMicro(
          quotient(
            sum(rational(analyte.plausible.high), product(rational(offset), fraction(-1n))),
            product(rational(factor), fraction(2n)),
          ),
        );
        const expected = toMicro(sum(product(fraction(inside, 1_000_000n), rational(factor)), rational(offset)));
        expect(toCanonical(analyte, fromMicro(inside), unit)).toEqual({ micro: expected });
      }
    }
  });
});
