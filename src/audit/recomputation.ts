import { changeOfTotals, isEmpty, keyOf, type DailyTotal } from '../population/daily-totals.js';
import type { RecordFacts } from '../population/facts.js';
import { figureRows, type FigureRow } from '../population/figure-rows.js';
import type { Profile } from '../population/user-state.js';

/** Everything that follows for one user from the records. */
export interface Recomputed {
  totals: Map<string, DailyTotal>;
  figures: Map<string, FigureRow>;
}

/** Derives from the records alone what a user's tables must hold on a local date. */
export function recomputed(profile: Profile, asOf: string, facts: readonly RecordFacts[]): Recomputed {
  const totals = [...changeOfTotals([], facts, [])].filter((row) => !isEmpty(row));
  const figures = figureRows(profile, asOf, { days: totals, results: facts.flatMap(({ results }) => results) });
  return {
    totals: new Map(totals.map((row) => [keyOf(row), row])),
    figures: new Map([...figures].filter(([, row]) => row !== null) as [string, FigureRow][]),
  };
}
