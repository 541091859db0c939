import { AMOUNTS } from './daily-totals.js';

/** One table's share of a write: an INSERT, UPDATE or DELETE over rows that travel as one JSON parameter. */
export interface Part {
  /**
   * The SQL, given the rows as an item of a FROM clause with the alias `r` and the shape of a table: those whose user (in the
   * column `owner`, by default `user_id`) passed the gate, so none where somebody else was faster. Rows that are no one user's
   * have no owner (null): all of them come as soon as anybody passed.
   */
  sql: (rowsOf: (table: string, owner?: string | null) => string) => string;
  /** By column name; what is not named is null, or as `same` has it. */
  rows: readonly object[];
  /** What all rows have in common, by column name: it travels once. */
  same?: object;
}

/** A row of `user_states` as a write leaves it; its version is the one that was read, or the first of a new user. */
export interface StateRow {
  user_id: string;
  version: string;
  as_of: string;
  rolls_at: string;
  cohort: string;
  /** What the user's window adds up to: all null where it is not known. */
  steps_days: number | null;
  steps: number | null;
  mvpa_seconds: number | null;
  nights: number | null;
  outside_band_seconds: number | null;
  asleep_seconds: number | null;
}

const STATE_VALUES = [
  'as_of',
  'rolls_at',
  'cohort',
  'steps_days',
  'steps',
  'mvpa_seconds',
  'nights',
  'outside_band_seconds',
  'asleep_seconds',
] as const;

/** Of one user, by scalars: PostgreSQL takes a list of rows for a hundred, and would read the table for it where that is short. */
const GATE_OF_ONE = `UPDATE user_states SET version = version + 1,
  ${STATE_VALUES.map((column, index) => `${column} = $${index + 3}`).join(', ')}
  WHERE user_id = $1 AND version = $2 RETURNING user_id`;

const GATE = `UPDATE user_states s SET version = s.version + 1, ${STATE_VALUES.map((column) => `${column} = r.${column}`).join(', ')}
  FROM json_populate_recordset(NULL::user_states, $1) r
  WHERE s.user_id = r.user_id AND s.version = r.version RETURNING s.user_id`;

const ENROLLING_GATE = `INSERT INTO user_states SELECT r.* FROM json_populate_recordset(NULL::user_states, $1) r RETURNING user_id`;

const SOMEBODY = '(SELECT FROM gate LIMIT 1) somebody ON true';

interface Query {
  text: string;
  parameters: unknown[];
}

/** The one statement of a write: the check of the users' versions and, where they are as they were read, all parts. */
export const composeWrite = (states: readonly StateRow[], parts: readonly Part[]): Query =>
  states.length === 1
    ? compose(
        GATE_OF_ONE,
        [states[0]!.user_id, states[0]!.version, ...STATE_VALUES.map((name) => states[0]![name])],
        parts,
        () => 'gate ON true',
      )
    : compose(GATE, [JSON.stringify(states)], parts);

/** The one statement that brings new users in. */
export const composeEnrolment = (states: readonly StateRow[], parts: readonly Part[]): Query =>
  compose(ENROLLING_GATE, [JSON.stringify(states)], parts);

/** One statement of parts that no user's version guards. */
export function composeParts(parts: readonly Part[]): Query {
  const parameters: string[] = [];
  const ctes = parts
    .filter(({ rows }) => rows.length > 0)
    .map((part, index) => `part_${index + 1} AS (${part.sql(rowsIn(part, parameters))})`);
  return { text: `WITH ${ctes.join(',\n')}\nSELECT 1`, parameters };
}

/** A part as a statement of its own, where nothing else is written. */
export function composePart(part: Part): Query {
  const parameters: string[] = [];
  return { text: part.sql(rowsIn(part, parameters)), parameters };
}

/** Adds the rows of a part to the parameters, and says how they come out of them, with the alias `r`. */
function rowsIn({ rows, same }: Part, parameters: unknown[]): (table: string) => string {
  const first = parameters.push(JSON.stringify(rows));
  if (!same) return (table) => `json_populate_recordset(NULL::${table}, $${first}) r`;
  const second = parameters.push(JSON.stringify(same));
  return (table) => `json_populate_recordset(json_populate_record(NULL::${table}, $${second}), $${first}) r`;
}

const passedByOwner = (owner: string | null): string => (owner === null ? SOMEBODY : `gate ON gate.user_id = r.${owner}`);

function compose(gate: string, states: unknown[], parts: readonly Part[], passed = passedByOwner): Query {
  const ctes = [`gate AS (${gate})`];
  const parameters = [...states];
  for (const part of parts) {
    if (part.rows.length === 0) continue;
    const all = rowsIn(part, parameters);
    const rowsOf = (table: string, owner: string | null = 'user_id'): string => `${all(table)} JOIN ${passed(owner)}`;
    ctes.push(`part_${ctes.length} AS (${part.sql(rowsOf)})`);
  }
  return { text: `WITH ${ctes.join(',\n')}\nSELECT user_id FROM gate`, parameters };
}

/** Adds to daily totals, whether they are there or not. */
export const addTotals = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `INSERT INTO daily_totals AS d SELECT r.* FROM ${rowsOf('daily_totals')}
  ON CONFLICT (user_id, local_date, source_kind, source_name)
  DO UPDATE SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + excluded.${amount}`).join(', ')}`,
  rows,
});

const SAME_TOTALS = `d.user_id = r.user_id AND d.local_date = r.local_date
  AND d.source_kind = r.source_kind AND d.source_name = r.source_name`;

/** Adds to, or takes from, daily totals that are there. The upsert cannot: PostgreSQL checks the row it would insert. */
export const changeTotals = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `UPDATE daily_totals d SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + r.${amount}`).join(', ')}
  FROM ${rowsOf('daily_totals')} WHERE ${SAME_TOTALS}`,
  rows,
});

/** Removes daily totals that no record stands behind any more. */
export const dropTotals = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `DELETE FROM daily_totals d USING ${rowsOf('daily_totals')} WHERE ${SAME_TOTALS}`,
  rows,
});

const FIGURE_VALUES = ['numerator', 'denominator', 'x', 'x_raw', 'bucket', 'days', 'observed_on', 'absent_reason'];

export const putFigures = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `INSERT INTO figures SELECT r.* FROM ${rowsOf('figures')}
  ON CONFLICT (user_id, metric) DO UPDATE SET ${FIGURE_VALUES.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  rows,
});

export const dropFigures = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `DELETE FROM figures f USING ${rowsOf('figures')} WHERE f.user_id = r.user_id AND f.metric = r.metric`,
  rows,
});

/** Adds to the population, of which no row is ever changed: nobody waits for another's write. */
export const addToLedger = (rows: readonly object[]): Part => ({
  sql: (rowsOf) => `INSERT INTO population_ledger SELECT r.* FROM ${rowsOf('population_ledger')}`,
  rows: rows.map((row) => ({ ...row, fresh: true })),
});
