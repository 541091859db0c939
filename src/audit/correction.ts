import { isDeepStrictEqual } from 'node:util';
import { AMOUNTS, keyOf, type DailyTotal } from '../population/daily-totals.js';
import type { DerivedRows } from '../population/derivation.js';
import { bookingOf, ledgerEntries } from '../population/ledger.js';
import type { Books } from './books.js';
import type { Recomputed } from './recomputation.js';

/** What turns a user's books into what they must be. */
export function correction({ profile, state, stored }: Books, { cohort, totals, figures }: Recomputed): DerivedRows {
  const storedTotals = new Map(stored.totals.map((row) => [keyOf(row), row]));
  const storedFigures = new Map(stored.figures.map((row) => [row.metric as string, row]));
  const pairs = [...totals].map(([key, expected]) => ({ expected, is: storedTotals.get(key) }));
  return {
    addedTotals: pairs.flatMap(({ expected, is }) => (is ? [] : [expected])),
    changedTotals: pairs.flatMap(({ expected, is }) =>
      is && !isDeepStrictEqual(is, expected) ? [difference(expected, is)] : [],
    ),
    droppedTotals: stored.totals.filter((row) => !totals.has(keyOf(row))),
    putFigures: [...figures.values()].filter((row) => !isDeepStrictEqual(row, storedFigures.get(row.metric))),
    droppedFigures: stored.figures.filter(({ metric }) => !figures.has(metric)).map(({ metric }) => ({ metric })),
    ledger: ledgerEntries(
      bookingOf(
        profile,
        state?.cohort ?? cohort,
        stored.figures.filter(({ x_raw, bucket }) => x_raw !== null && bucket !== null),
      ),
      bookingOf(profile, cohort, figures.values()),
    ),
    pastFigures: [], // a day that was over while the figures were wrong is not one to keep
  };
}

function difference(a: DailyTotal, b: DailyTotal): DailyTotal {
  const amounts = Object.fromEntries(AMOUNTS.map((amount) => [amount, a[amount] - b[amount]]));
  return { ...a, ...amounts };
}
