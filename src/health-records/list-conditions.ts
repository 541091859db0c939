import { isLocalDate, addDays } from '../time/local-date.js';
import type { ListRecordsQuery } from './list-records.dto.js';

/** A condition of a list: SQL over the table's alias `r`, given the number of its one parameter. */
export interface Condition {
  sql(parameter: number): string;
  parameter: unknown;
}

/**
 * The period of a list. Instants bound the record's instant, half-open; local dates bound its local day, both included. A local
 * date also bounds the instant, loosely, so that the index on it serves: no zone is more than 14 hours away from UTC, and no
 * record lasts longer than a week.
 */
export function periodOf({ from, to }: Pick<ListRecordsQuery, 'from' | 'to'>, instant: string): Condition[] {
  const conditions: Condition[] = [];
  if (from !== undefined && isLocalDate(from)) {
    conditions.push({ sql: (n) => `r.local_date >= $${n}::date`, parameter: from });
    conditions.push({ sql: (n) => `${instant} >= $${n}::timestamptz`, parameter: `${addDays(from, -8)}T00:00:00Z` });
  } else if (from !== undefined) {
    conditions.push({ sql: (n) => `${instant} >= $${n}::timestamptz`, parameter: from });
  }
  if (to !== undefined && isLocalDate(to)) {
    conditions.push({ sql: (n) => `r.local_date <= $${n}::date`, parameter: to });
    conditions.push({ sql: (n) => `${instant} < $${n}::timestamptz`, parameter: `${addDays(to, 2)}T00:00:00Z` });
  } else if (to !== undefined) {
    conditions.push({ sql: (n) => `${instant} < $${n}::timestamptz`, parameter: to });
  }
  return conditions;
}

/** The column has one of the values. */
export const isOneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [{ sql: (n) => `r.${column} = ANY ($${n}::text[])`, parameter: values }];
