import { ADULT_AGE, AGE_BANDS } from './metrics.js';

/** A group of users to be compared with: `all`, `sex:F`, `sex:F|age:2` (the index of an age band). */
export type Cohort = string;

/** Sex at birth as it is on record. */
export type SexAtBirth = 'female' | 'male' | 'intersex' | 'unknown';

/** The cohort everybody is in. */
export const EVERYBODY: Cohort = 'all';

const SEX_CODES: Readonly<Record<SexAtBirth, 'F' | 'M' | null>> = { female: 'F', male: 'M', intersex: null, unknown: null };
/** Every cohort in which somebody can be booked: of known sex and age, of known sex, and of neither. */
export const FINEST_COHORTS: readonly Cohort[] = [
  EVERYBODY,
  ...['F', 'M'].flatMap((sex) => [`sex:${sex}`, ...AGE_BANDS.map((_from, band) => `sex:${sex}|age:${band}`)]),
];
const PEOPLE = { F: 'women', M: 'men' } as const;

/** Age in whole years on a date; who is born on 29 February is a year older on 1 March of a common year. */
export function ageInYears(birthDate: string, localDate: string): number {
  const years = Number(localDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return localDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether a user is compared with others at all; who has no birth date on record counts as adult. */
export function isAdult(birthDate: string | null, localDate: string): boolean {
  return birthDate === null || ageInYears(birthDate, localDate) >= ADULT_AGE;
}

/** The narrowest cohort of an adult on a date; the others follow from it. */
export function finestCohort(sexAtBirth: SexAtBirth, birthDate: string | null, localDate: string): Cohort {
  const sex = SEX_CODES[sexAtBirth];
  if (sex === null) return EVERYBODY;
  if (birthDate === null) return `sex:${sex}`;
  const age = ageInYears(birthDate, localDate);
  return `sex:${sex}|age:${AGE_BANDS.findLastIndex((from) => from <= age)}`;
}

/** Every cohort that the members of a cohort are in, wide to narrow, itself the last. */
export function cohortChain(cohort: Cohort): readonly Cohort[] {
  let chain = chains.get(cohort);
  if (!chain) chains.set(cohort, (chain = chainOf(cohort)));
  return chain;
}

/** Worked out once each: there are fifteen. */
const chains = new Map<Cohort, readonly Cohort[]>();

function chainOf(cohort: Cohort): Cohort[] {
  if (cohort === EVERYBODY) return [EVERYBODY];
  const [sex = cohort] = cohort.split('|');
  return sex === cohort ? [EVERYBODY, sex] : [EVERYBODY, sex, cohort];
}

/** The cohort in words: everybody, women, men aged 40-49, women aged 70 and over. */
export function cohortLabel(cohort: Cohort): string {
  const [, sex, band] = /^sex:(F|M)(?:\|age:(\d))?$/.exec(cohort) ?? [];
  if (sex === undefined) return 'everybody';
  const people = PEOPLE[sex as 'F' | 'M'];
  if (band === undefined) return people;
  const [from, next] = AGE_BANDS.slice(Number(band));
  return next === undefined ? `${people} aged ${from} and over` : `${people} aged ${from}-${next - 1}`;
}
