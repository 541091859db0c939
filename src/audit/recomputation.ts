import { finestCohort, type Cohort } from '../scoring/cohorts.js';
import { changeOfTotals, isEmpty, keyOf, type DailyTotal } from '../population/daily-totals.js';
import { figureRows, type FigureRow } from '../population/figure-rows.js';
import type { Books } from './books.js';

/** Everything that follows for one user from the records. */
export interface Recomputed {
  cohort: Cohort;
  totals: Map<string, DailyTotal>;
  figures: Map<string, FigureRow>;
}

/** Derives from the records alone what a user's tables must hold on a local date. */
export function recomputed({ profile, said }: Books, asOf: string): Recomputed {
  const totals = [...changeOfTotals([], said, [])].filter((row) => !isEmpty(row));
  const figures = figureRows(profile, asOf, { days: totals, results: said.flatMap(({ results }) => results) });
  return {
    cohort: finestCohort(profile.sexAtBirth, profile.birthDate, asOf),
    totals: new Map(totals.map((row) => [keyOf(row), row])),
    figures: new Map([...figures].filter(([, row]) => row !== null) as [string, FigureRow][]),
  };
}
