import { isDeepStrictEqual } from 'node:util';

/** Something stored that is not what the records say; null is a row that is not there. Numbers of one person: never log them. */
export interface Difference {
  table: 'user_states' | 'daily_totals' | 'figures' | 'population_ledger';
  /** Whose it is; null for what is everybody's. */
  userId: string | null;
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
