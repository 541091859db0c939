import type { Analyte, ReferenceRange } from './catalogue/analyte.js';

const ADULT_AGE = 18;

/**
 * The range that holds for a person of that sex at birth and age in whole years, or null when none does for certain: who has no
 * sex of female or male on record has only ranges for everybody, and who has no age on record only ranges for every adult.
 */
export function referenceRangeFor(analyte: Analyte, sex: string | null, ageYears: number | null): ReferenceRange | null {
  return analyte.referenceRanges.find((range) => fitsSex(range, sex) && fitsAge(range, ageYears)) ?? null;
}

function fitsSex(range: ReferenceRange, sex: string | null): boolean {
  return range.sex === undefined || range.sex === sex;
}

function fitsAge({ ageLow = 0, ageHigh = Infinity }: ReferenceRange, ageYears: number | null): boolean {
  if (ageYears === null) return ageLow <= ADULT_AGE && ageHigh === Infinity;
  return ageLow <= ageYears && ageYears <= ageHigh;
}
