import { inUtc } from '../time/instant.js';
import { isLocalDate } from '../time/local-date.js';
import type { ListRecordsQuery } from './list-records.dto.js';

/** A condition of a list: SQL over the table's alias `r`, given the number of its one parameter. */
export interface Condition {
  sql: (parameter: number) => string;
  parameter: unknown;
}

/**
 * The period of a list. Instants bound the record's instant, half-open; local dates bound its local day, both included. A local
 * date also bounds the instant, loosely, so that the index on it serves: no zone is more than 14 hours away from UTC, and no
 * record lasts longer than a week.
 */
export function periodOf({ from, to }: Pick<ListRecordsQuery, 'from' | 'to'>, instant: string): Condition[] {
  return [...(from === undefined ? [] : beginning(from, instant)), ...(to === undefined ? [] : end(to, instant))];
}

function beginning(from: string, instant: string): Condition[] {
  if (!isLocalDate(from)) return [{ sql: (n) => `${instant} >= $${n}::timestamptz`, parameter: inUtc(from) }];
  return [
    { sql: (n) => `r.local_date >= $${n}::date`, parameter: from },
    { sql: (n) => `${instant} >= ${midnight(n, -8)}`, parameter: from },
  ];
}

function end(to: string, instant: string): Condition[] {
  if (!isLocalDate(to)) return [{ sql: (n) => `${instant} < $${n}::timestamptz`, parameter: inUtc(to) }];
  return [
    { sql: (n) => `r.local_date <= $${n}::date`, parameter: to },
    { sql: (n) => `${instant} < ${midnight(n, 2)}`, parameter: to },
  ];
}

/** The beginning of a date in UTC, some days away; reckoned by PostgreSQL, which knows the years after 9999 too. */
const midnight = (n: number, days: number): string => `(($${n}::date + ${days})::timestamp AT TIME ZONE 'UTC')`;

/** The column has one of the values. */
export const isOneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [{ sql: (n) => `r.${column} = ANY ($${n}::text[])`, parameter: values }];
