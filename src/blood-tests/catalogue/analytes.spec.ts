import { acceptedUnitsOf } from '../canonical-value.js';
import { toMicro } from '../units/micro.js';
import { rational } from '../units/rational.js';
import { parseUnit } from '../units/ucum-unit.js';
import { ANALYTES, analyteByLoinc, findAnalyte } from './analytes.js';

/** LOINC's check digit: Luhn's sum, counted from the right. */
function checkDigit(digits: string): number {
  const doubled = digits
    .split('')
    .toReversed()
    .map((digit, place) => (place % 2 === 0 ? Number(digit) * 2 : Number(digit)));
  const total = doubled.reduce((sum, number) => sum + (number > 9 ? number - 9 : number), 0);
  return (10 - (total % 10)) % 10;
}

const micro = (text: string) => toMicro(rational(text));
const REFERENCE_RANGES = ANALYTES.flatMap((analyte) => analyte.referenceRanges.map((range) => ({ analyte, range })));

describe('the catalogue of analytes', () => {
  it('has at least thirty, each under a name of its own', () => {
    expect(ANALYTES.length).toBeGreaterThanOrEqual(30);
    expect(new Set(ANALYTES.map(({ code }) => code)).size).toBe(ANALYTES.length);
    expect(new Set(ANALYTES.map(({ name }) => name)).size).toBe(ANALYTES.length);
  });

  it('names them in snake_case', () => {
    for (const { code } of ANALYTES) expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
  });

  it('gives every LOINC code to one analyte only, with a right check digit', () => {
    const codes = ANALYTES.flatMap(({ loincCodes }) => loincCodes);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code).toMatch(/^\d{3,6}-\d$/);
      const [digits = '', check] = code.split('-');
      expect(`${digits}-${checkDigit(digits)}`).toBe(`${digits}-${check}`);
    }
  });

  it.each(ANALYTES)('$code can be told in each of its units', (analyte) => {
    expect(parseUnit(analyte.canonicalUnit)).not.toBeNull();
    expect(analyte.loincCodes.length).toBeGreaterThan(0);
    expect(acceptedUnitsOf(analyte)[0]).toEqual({ unit: analyte.canonicalUnit, factor: '1', offset: '0' });
    expect(new Set(analyte.acceptedUnits).size).toBe(analyte.acceptedUnits.length);
    for (const { unit } of analyte.equivalences ?? []) expect(analyte.acceptedUnits).toContain(unit);
  });

  it.each(REFERENCE_RANGES)('$analyte.code has a usual range within what is plausible ($range.source)', ({ analyte, range }) => {
    const bounds = [range.criticalLow, range.low, range.high, range.criticalHigh].filter((bound) => bound !== undefined);
    const inside = [analyte.plausible.low, ...bounds, analyte.plausible.high].map(micro);
    expect(bounds.length).toBeGreaterThan(0);
    expect(inside).toEqual(inside.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
    expect(range.source.length).toBeGreaterThan(10);
    expect(range.ageLow ?? 0).toBeLessThanOrEqual(range.ageHigh ?? Infinity);
  });

  it('lets no two ranges of an analyte hold for the same person', () => {
    for (const { referenceRanges, code } of ANALYTES) {
      for (const sex of ['female', 'male'] as const) {
        for (let age = 0; age < 110; age += 1) {
          const fitting = referenceRanges.filter(
            (range) => (range.sex ?? sex) === sex && (range.ageLow ?? 0) <= age && age <= (range.ageHigh ?? Infinity),
          );
          expect([code, sex, age, fitting.length > 1]).toEqual([code, sex, age, false]);
        }
      }
    }
  });

  it.each([
    ['1558-6', 'glucose_fasting'],
    ['2339-0', 'glucose_random'],
    ['41653-7', 'glucose_random'],
    ['14743-9', 'glucose_random'],
    ['38483-4', 'creatinine'],
    ['39469-2', 'ldl_calc'],
    ['18262-6', 'ldl_direct'],
    ['22664-7', 'bun'],
    ['788-0', 'rdw'],
    ['21000-5', 'rdw_sd'],
    ['59261-8', 'hba1c'],
  ])('knows LOINC %s as %s', (loinc, code) => {
    expect(analyteByLoinc(loinc)).toBe(findAnalyte(code));
    expect(findAnalyte(code)?.code).toBe(code);
  });

  it('knows nothing of what it does not hold', () => {
    expect(findAnalyte('constructor')).toBeUndefined();
  });

  it.each(['1989-3', '14635-7', '48642-3', '48643-1', '59260-0'])(
    'knows LOINC %s, which is like an analyte, as none',
    (loinc) => {
      expect(analyteByLoinc(loinc)).toBeUndefined();
    },
  );
});
