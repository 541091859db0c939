import { isDeepStrictEqual } from 'node:util';
import { keyOf } from '../population/daily-totals.js';
import type { Books } from './books.js';
import type { Recomputed } from './recomputation.js';

/** Something stored that is not what the records say; null is a row that is not there. Numbers of one person: never log them. */
export interface Difference {
  table: 'user_states' | 'daily_totals' | 'figures' | 'population_ledger';
  /** Whose it is; null for what is everybody's. */
  userId: string | null;
  /** Which row: its key without the user. */
  key: string;
  stored: object | null;
  expected: object | null;
}

/** Compares rows by key. */
export function differences<T extends object>(
  table: Difference['table'],
  userId: string | null,
  stored: ReadonlyMap<string, T>,
  expected: ReadonlyMap<string, T>,
): Difference[] {
  const keys = new Set([...stored.keys(), ...expected.keys()]);
  return [...keys]
    .map((key) => ({ table, userId, key, stored: stored.get(key) ?? null, expected: expected.get(key) ?? null }))
    .filter((row) => !isDeepStrictEqual(row.stored, row.expected));
}

/** In what a user's books are not as they must be. */
export function userDifferences({ userId, state, stored }: Books, { cohort, sums, totals, figures }: Recomputed): Difference[] {
  // Sums that are not known yet are no mistake.
  const standing = state && { cohort: state.cohort, ...(state.sums ?? sums) };
  return [
    ...differences('user_states', userId, new Map(standing && [['', standing]]), new Map([['', { cohort, ...sums }]])),
    ...differences('daily_totals', userId, new Map(stored.totals.map((row) => [keyOf(row), row])), totals),
    ...differences('figures', userId, new Map(stored.figures.map((row) => [row.metric as string, row])), figures),
  ];
}

/** The difference as a line for an operator: where it is, and each column as it is stored and as it must be. */
export function describeDifference({ table, userId, key, stored, expected }: Difference): string {
  return [table, userId, key.replaceAll('\0', ' '), columns(stored, expected)].filter(Boolean).join(' ');
}

type Row = Record<string, string | number | null>;

function columns(stored: object | null, expected: object | null): string {
  if (!stored) return 'is missing';
  if (!expected) return 'should not be there';
  const is = new Map(Object.entries(stored as Row));
  const changed = Object.entries(expected as Row).filter(([column, value]) => is.get(column) !== value);
  return changed.map(([column, value]) => `${column} ${is.get(column)} instead of ${value}`).join(', ');
}
