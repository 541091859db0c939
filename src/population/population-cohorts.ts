import { EVERYBODY, type Cohort } from '../scoring/cohorts.js';
import { AGE_BANDS } from '../scoring/metrics.js';

const SEXES = { female: 'F', male: 'M' } as const;

function bandName(from: number, index: number): string {
  const next = AGE_BANDS[index + 1];
  return next === undefined ? `${from}-plus` : `${from}-${next - 1}`;
}

/** The cohorts by their names in the API, such as `all`, `female` and `female-40-49`; wide before narrow. */
export const POPULATION_COHORTS: ReadonlyMap<string, Cohort> = new Map([
  ['all', EVERYBODY],
  ...Object.entries(SEXES).map(([name, code]): [string, Cohort] => [name, `sex:${code}`]),
  ...Object.entries(SEXES).flatMap(([name, code]) =>
    AGE_BANDS.map((from, index): [string, Cohort] => [`${name}-${bandName(from, index)}`, `sex:${code}|age:${index}`]),
  ),
]);

/** The names of {@link POPULATION_COHORTS}. */
export const POPULATION_COHORT_NAMES: readonly string[] = [...POPULATION_COHORTS.keys()];
