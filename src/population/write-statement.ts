import { AMOUNTS } from './daily-totals.js';

/**
 * The statement of one change: common table expressions that take the user from `gate` (no row there: somebody else was faster,
 * nothing may be written) and one of which is named `record` and returns what the caller wants back.
 */
export interface Statement {
  /** The expressions, comma-separated; their own parameters start at $`first`. */
  ctes(first: number): string;
  parameters: readonly unknown[];
}

/** Writes no record: only what follows from the passing of time. */
export const NOTHING: Statement = { ctes: () => 'record AS (SELECT user_id FROM gate)', parameters: [] };

const GATE = `gate AS (
  UPDATE user_states SET version = version + 1, as_of = $3, rolls_at = $4, cohort = $5
  WHERE user_id = $1 AND version = $2 RETURNING user_id)`;
const GATE_PARAMETERS = 5;

/** Parameters as for the gate of a write, with the first version in place of the one that was read. */
const ENROLLING_GATE = `gate AS (
  INSERT INTO user_states (user_id, version, as_of, rolls_at, cohort) VALUES ($1, $2, $3, $4, $5) RETURNING user_id)`;

/** The statement that brings a new user in, who has no facts yet. */
export const composeEnrolment = (gate: readonly unknown[], statement: Statement): { text: string; parameters: unknown[] } => ({
  text: `WITH ${ENROLLING_GATE},\n${statement.ctes(GATE_PARAMETERS + 1)}\nSELECT * FROM record`,
  parameters: [...gate, ...statement.parameters],
});

const rowsOf = (table: string, parameter: number): string => `gate, json_populate_recordset(NULL::${table}, $${parameter}) r`;

const addTotals = (parameter: number): string => `totals_added AS (
  INSERT INTO daily_totals AS d SELECT r.* FROM ${rowsOf('daily_totals', parameter)}
  ON CONFLICT (user_id, local_date, source_kind, source_name)
  DO UPDATE SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + excluded.${amount}`).join(', ')})`;

const SAME_TOTALS = `d.user_id = gate.user_id AND d.local_date = r.local_date
    AND d.source_kind = r.source_kind AND d.source_name = r.source_name`;

// Not by the upsert: PostgreSQL checks the row it would insert, and what is taken away is negative.
const changeTotals = (parameter: number): string => `totals_changed AS (
  UPDATE daily_totals d SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + r.${amount}`).join(', ')}
  FROM ${rowsOf('daily_totals', parameter)} WHERE ${SAME_TOTALS})`;

const dropTotals = (parameter: number): string => `totals_dropped AS (
  DELETE FROM daily_totals d USING ${rowsOf('daily_totals', parameter)} WHERE ${SAME_TOTALS})`;

const FIGURE_VALUES = ['numerator', 'denominator', 'x', 'x_raw', 'bucket', 'days', 'observed_on', 'absent_reason'];

const putFigures = (parameter: number): string => `figures_put AS (
  INSERT INTO figures SELECT r.* FROM ${rowsOf('figures', parameter)}
  ON CONFLICT (user_id, metric) DO UPDATE SET ${FIGURE_VALUES.map((column) => `${column} = excluded.${column}`).join(', ')})`;

const dropFigures = (parameter: number): string => `figures_dropped AS (
  DELETE FROM figures f USING ${rowsOf('figures', parameter)} WHERE f.user_id = gate.user_id AND f.metric = r.metric)`;

/** Rows, with their user, that follow from a change and are written with it. */
export interface Derived {
  /** What is added to daily totals, whether they are there or not. */
  totals: object[];
  /** What is added to, or taken from, daily totals that are there. */
  changedTotals: object[];
  /** Daily totals that no record stands behind any more. */
  droppedTotals: object[];
  figures: object[];
  droppedFigures: object[];
}

/** The one statement of a write: the version check, the record, and everything that follows from it. */
export function composeWrite(gate: readonly unknown[], statement: Statement, derived: Derived): { text: string; parameters: unknown[] } {
  const ctes = [GATE, statement.ctes(GATE_PARAMETERS + 1)];
  const parameters = [...gate, ...statement.parameters];
  for (const [cte, rows] of [
    [addTotals, derived.totals],
    [changeTotals, derived.changedTotals],
    [dropTotals, derived.droppedTotals],
    [putFigures, derived.figures],
    [dropFigures, derived.droppedFigures],
  ] as const) {
    if (rows.length > 0) ctes.push(cte(parameters.push(JSON.stringify(rows))));
  }
  return { text: `WITH ${ctes.join(',\n')}\nSELECT * FROM record`, parameters };
}
