import type { Analyte } from './catalogue/analyte.js';
import { findAnalyte } from './catalogue/analytes.js';
import { referenceRangeFor } from './reference-range.js';

function highOf(code: string, sex: string | null, age: number | null): string | undefined | null {
  return referenceRangeFor(findAnalyte(code) as Analyte, sex, age)?.high ?? null;
}

describe('the reference range of a person', () => {
  it.each([
    ['women have their own hemoglobin', 'hemoglobin', 'female', 40, '15.5'],
    ['men have their own hemoglobin', 'hemoglobin', 'male', 40, '17.5'],
    ['who is neither on record has no hemoglobin range', 'hemoglobin', 'intersex', 40, null],
    ['unknown sex has no hemoglobin range', 'hemoglobin', 'unknown', 40, null],
    ['sex not on record has no hemoglobin range', 'hemoglobin', null, 40, null],
    ['sodium is the same for everybody', 'sodium', 'unknown', 40, '145'],
    ['age not on record is taken as adult', 'sodium', null, null, '145'],
    ['an adult from the birthday of 18', 'alp', 'female', 18, '129'],
    ['ranges of adults are not for children', 'alp', 'female', 17, null],
    ['PSA is read by decade', 'psa', 'male', 49, '2.5'],
    ['PSA is read by the next decade', 'psa', 'male', 50, '3.5'],
    ['PSA without an age has no range', 'psa', 'male', null, null],
    ['PSA beyond the ages studied has no range', 'psa', 'male', 80, null],
    ['PSA has no range for women', 'psa', 'female', 55, null],
  ])('%s', (_, code, sex, age, high) => {
    expect(highOf(code, sex, age)).toBe(high);
  });
});
