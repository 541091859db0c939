import type { Cohort } from '../scoring/cohorts.js';
import type { MetricId } from '../scoring/metrics.js';
import type { PlaceSums } from './folded-population.js';

/** The id of the newest fold, as an SQL expression. */
export const NEWEST_FOLD = '(SELECT id FROM population_folds ORDER BY number DESC LIMIT 1)';

/** The columns of the ledger that make a {@link PlaceSums}. */
export const ENTRY_COLUMNS = 'metric, cohort, slot, n, s::text, q::text, s_raw::text, q_raw::text';

/**
 * The fresh rows, as a text for {@link toPlaceSums}; null where there are none. As JSON they take PostgreSQL three times as long, and
 * adding them up first no less.
 */
export const FRESH_ENTRIES = `(SELECT string_agg(concat_ws(' ', metric, cohort, slot, n, s, q, s_raw, q_raw), ';')
  FROM population_ledger WHERE fresh)`;

export function toPlaceSums(entries: string | null): PlaceSums[] {
  if (entries === null) return [];
  return entries.split(';').map((entry) => {
    const [metric, cohort, slot, n, ...sums] = entry.split(' ') as [
      MetricId,
      Cohort,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return [metric, cohort, Number(slot), Number(n), ...sums];
  });
}

/** Takes turns with all others who fold, to the end of the transaction. */
export const FOLDING_LOCK = `hashtext('population_ledger')`;

/** A fold from which nobody can follow: the folded rows are to be read anew. It is put in by who has the lock. */
export const FORGET_FOLDS = `
WITH forgotten AS (DELETE FROM population_folds RETURNING number)
INSERT INTO population_folds (number) SELECT coalesce(max(number), 0) + 1 FROM forgotten`;
