import type { Profile } from '../population/user-state.js';
import { ageInYears } from '../scoring/cohorts.js';
import type { BloodTestResultResponse } from './blood-test-result.dto.js';
import { findAnalyte } from './catalogue/analytes.js';
import { interpret } from './interpretation.js';
import { presentRange } from './presented-range.js';
import type { RecordedBloodTest, RecordedResult } from './recorded-blood-test.js';
import { referenceRangeFor } from './reference-range.js';

/** Whose blood it is: what decides which reference ranges hold. */
type Person = Pick<Profile, 'sexAtBirth' | 'birthDate'>;

/**
 * The JSON that a client gets of a blood test: the kept one and, from the profile as it is now, what its results mean. Where the
 * profile is not given, the JSON has the `person` in it.
 */
export function presentBloodTest(json: string, profile?: Profile): string {
  const { person, results, ...test } = JSON.parse(json) as RecordedBloodTest & { person: Person };
  const { sexAtBirth, birthDate } = profile ?? person;
  const age = birthDate === null ? null : ageInYears(birthDate, test.localDate);
  return JSON.stringify({ ...test, results: results.map((result) => presentResult(result, sexAtBirth, age)) });
}

function presentResult({ canonicalMicro, ...said }: RecordedResult, sex: string, age: number | null): BloodTestResultResponse {
  const analyte = findAnalyte(said.analyte)!;
  const range = referenceRangeFor(analyte, sex, age);
  return {
    ...said,
    canonicalValue: canonicalMicro / 1_000_000,
    canonicalUnit: analyte.canonicalUnit,
    referenceRange: range && presentRange(range),
    interpretation: interpret(BigInt(canonicalMicro), said.comparator, range),
  };
}
