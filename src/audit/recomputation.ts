import { finestCohort, type Cohort } from '../scoring/cohorts.js';
import { windowSums, type WindowSums } from '../scoring/daily-figures.js';
import { changeOfTotals, daysForScore, isEmpty, keyOf, type DailyTotal } from '../population/daily-totals.js';
import { figureRows, type FigureRow } from '../population/figure-rows.js';
import type { Books } from './books.js';

/** Everything that follows for one user from the records. */
export interface Recomputed {
  cohort: Cohort;
  sums: WindowSums;
  totals: Map<string, DailyTotal>;
  figures: Map<string, FigureRow>;
}

/** Derives from the records alone what a user's tables must hold on a local date. */
export function recomputed({ profile, said }: Books, asOf: string): Recomputed {
  const totals = [...changeOfTotals([], said, [])].filter((row) => !isEmpty(row));
  const sums = windowSums(asOf, daysForScore(totals, profile.sourceOrder));
  const figures = figureRows(profile, asOf, { sums, results: said.flatMap(({ results }) => results) });
  return {
    cohort: finestCohort(profile.sexAtBirth, profile.birthDate, asOf),
    sums,
    totals: new Map(totals.map((row) => [keyOf(row), row])),
    figures: new Map([...figures].filter(([, row]) => row !== null) as [string, FigureRow][]),
  };
}
