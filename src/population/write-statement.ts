import { AMOUNTS } from './daily-totals.js';

/** Rows as an item of a FROM clause with the alias `r` and the shape of a table, see {@link PartSql}. */
type RowsOf = (table: string, owner?: string | null) => string;

/**
 * The SQL of a part, given the rows as an item of a FROM clause: those whose user (in the column `owner`, by default `user_id`)
 * passed the gate, so none where somebody else was faster. Rows that are no one user's have no owner (null): all of them come as soon
 * as anybody passed. Whoever writes often keeps this function: the text of a statement is made once for it.
 */
export type PartSql = (rowsOf: RowsOf) => string;

/** A column of a table, with its type in PostgreSQL. */
export interface TypedColumn {
  name: string;
  type: string;
}

/** A row by its values, in the order of its columns. */
export interface OneRow {
  columns: readonly TypedColumn[];
  values: readonly unknown[];
}

/** One table's share of a write: an INSERT, UPDATE or DELETE over rows that travel as one JSON parameter. */
export interface Part {
  sql: PartSql;
  /** By column name; what is not named is null, or as `same` has it. */
  rows: readonly object[];
  /** What many rows have in common, by column name: it travels once. */
  same?: object;
  /** In place of rows a single one, which travels by its values: PostgreSQL has less to do for them than for JSON. */
  one?: OneRow;
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

export interface Query {
  text: string;
  parameters: unknown[];
}

/** How a statement begins and ends, and on which condition a part takes its rows. */
interface Frame {
  begin: readonly string[];
  end: string;
  /** Whether all rows are of one user; null where no gate is to be passed. */
  isOfOne: boolean | null;
  parameters: number;
}

/** How the rows of a part travel: as JSON, as JSON and what they have in common, one by its values, or one of each of several users by lists of them. */
type Form = 'rows' | 'rowsAndSame' | 'values' | 'lists';

/** The text of a statement of some parts, made once and found by the functions of the parts. */
class Statement {
  private readonly longer: Record<Form, WeakMap<PartSql, Statement>> = {
    rows: new WeakMap(),
    rowsAndSame: new WeakMap(),
    values: new WeakMap(),
    lists: new WeakMap(),
  };
  private made: string | undefined;

  constructor(
    readonly frame: Frame,
    private readonly parts: readonly string[] = [],
    private readonly parameters = frame.parameters,
    /** The same of several users, with lists for its parameters; where each of them has one row of each part. */
    readonly ofSeveral?: Statement,
  ) {}

  /** The statement of these parts and one more. */
  with(part: Part, form: Form): Statement {
    const { sql, one } = part;
    let longer = this.longer[form].get(sql);
    if (!longer) {
      const first = this.parameters + 1;
      const { columns } = one ?? NO_ROW;
      const taken = { rows: 1, rowsAndSame: 2, values: columns.length, lists: columns.length }[form];
      const rowsOf: RowsOf = (table, owner = 'user_id') => `${ROWS[form](table, first, columns)}${this.joinGate(owner)}`;
      const parts = [...this.parts, `part_${first} AS (${sql(rowsOf)})`];
      const ofSeveral = form === 'values' ? this.ofSeveral?.with(part, 'lists') : undefined;
      longer = new Statement(this.frame, parts, this.parameters + taken, ofSeveral);
      this.longer[form].set(sql, longer);
    }
    return longer;
  }

  private joinGate(owner: string | null): string {
    const { isOfOne } = this.frame;
    if (isOfOne === null) return '';
    if (isOfOne) return ' JOIN gate ON true';
    return owner === null ? ' JOIN (SELECT FROM gate LIMIT 1) somebody ON true' : ` JOIN gate ON gate.user_id = r.${owner}`;
  }

  get text(): string {
    const { begin, end } = this.frame;
    return (this.made ??= `WITH ${[...begin, ...this.parts].join(',\n')}\n${end}`);
  }
}

const NO_ROW: OneRow = { columns: [], values: [] };

/** The rows of a part as an item of a FROM clause; their parameters begin with the one of that number. */
const ROWS: Record<Form, (table: string, first: number, columns: readonly TypedColumn[]) => string> = {
  rows: (table, first) => `json_populate_recordset(NULL::${table}, $${first}) r`,
  rowsAndSame: (table, first) => `json_populate_recordset(json_populate_record(NULL::${table}, $${first + 1}), $${first}) r`,
  values: (_, first, columns) => {
    const values = columns.map(({ type }, index) => `$${first + index}::${type}`);
    return `(VALUES (${values.join(', ')})) r (${namesOf(columns)})`;
  },
  lists: (_, first, columns) => `${rowsOfLists(columns, first)} r (${namesOf(columns)})`,
};

/** Rows of which each column is a list, by parameters from `first` on. */
export const rowsOfLists = (columns: readonly TypedColumn[], first = 1): string =>
  `unnest(${columns.map(({ type }, index) => `$${first + index}::${type}[]`).join(', ')})`;

const namesOf = (columns: readonly TypedColumn[]): string => columns.map(({ name }) => name).join(', ');

const END = 'SELECT user_id FROM gate';

const guarded = (gate: string, parameters: number, isOfOne: boolean): Statement =>
  new Statement({ begin: [`gate AS (${gate})`], end: END, isOfOne, parameters });

const WRITE_OF_ONE = guarded(GATE_OF_ONE, STATE_VALUES.length + 2, true);
const WRITE = guarded(GATE, 1, false);
const ENROLMENT = guarded(ENROLLING_GATE, 1, false);
const UNGUARDED = new Statement({ begin: [], end: 'SELECT 1', isOfOne: null, parameters: 0 });

/** The one statement of a write: the check of the users' versions and, where they are as they were read, all parts. */
export const composeWrite = (states: readonly StateRow[], parts: readonly Part[]): Query =>
  states.length === 1
    ? compose(WRITE_OF_ONE, [states[0]!.user_id, states[0]!.version, ...STATE_VALUES.map((name) => states[0]![name])], parts)
    : compose(WRITE, [JSON.stringify(states)], parts);

/** How a statement begins that writes something before its user ($1) is seen: with CTEs, among them a gate that opens where that is right. */
export interface Opening {
  begin: readonly string[];
  /** How the statement of several users begins, which has lists for parameters. */
  beginSeveral: readonly string[];
  /** How many of them there are. */
  parameters: number;
}

/** The statement of a user's write, and that of several users, where there can be one: it takes lists for the same parameters. */
export interface QueryAhead extends Query {
  textOfSeveral?: string;
}

const aheads = new WeakMap<Opening, Statement>();

/** The one statement of such a write; where the gate does not open, nothing is written, and there is no row of the user in the answer. */
export function composeAhead(opening: Opening, told: readonly unknown[], parts: readonly Part[]): QueryAhead {
  let statement = aheads.get(opening);
  if (!statement) aheads.set(opening, (statement = statementAhead(opening)));
  return compose(statement, [...told], parts);
}

function statementAhead({ begin, beginSeveral, parameters }: Opening): Statement {
  const ofSeveral = new Statement({ begin: beginSeveral, end: END, isOfOne: false, parameters });
  return new Statement({ begin, end: END, isOfOne: true, parameters }, [], parameters, ofSeveral);
}

/** The one statement that brings new users in. */
export const composeEnrolment = (states: readonly StateRow[], parts: readonly Part[]): Query =>
  compose(ENROLMENT, [JSON.stringify(states)], parts);

/** One statement of parts that no user's version guards. */
export const composeParts = (parts: readonly Part[]): Query => compose(UNGUARDED, [], parts);

function compose(begun: Statement, parameters: unknown[], parts: readonly Part[]): QueryAhead {
  let statement = begun;
  for (const part of parts) {
    const { rows, same, one } = part;
    if (one && begun.frame.isOfOne) {
      statement = statement.with(part, 'values');
      for (const value of one.values) parameters.push(toParameter(value));
    } else if (one || rows.length > 0) {
      statement = statement.with(part, same ? 'rowsAndSame' : 'rows');
      parameters.push(JSON.stringify(one ? [rowOf(one)] : rows));
      if (same) parameters.push(JSON.stringify(same));
    }
  }
  return { text: statement.text, parameters, textOfSeveral: statement.ofSeveral?.text };
}

const rowOf = ({ columns, values }: OneRow): object =>
  Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));

/** Rows that name no more than the columns: a single one by its values. */
export function rowsOrOne(columns: readonly TypedColumn[], rows: readonly object[]): Pick<Part, 'rows' | 'one'> {
  if (rows.length !== 1) return { rows };
  const row = rows[0] as Record<string, unknown>;
  return { rows: [], one: { columns, values: columns.map(({ name }) => row[name]) } };
}

/** Objects and lists are what columns of JSON have. */
const toParameter = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

const TOTALS_COLUMNS: readonly TypedColumn[] = [
  { name: 'user_id', type: 'uuid' },
  { name: 'local_date', type: 'date' },
  { name: 'source_kind', type: 'text' },
  { name: 'source_name', type: 'text' },
  ...AMOUNTS.map((name) => ({ name, type: name.endsWith('_records') ? 'integer' : 'bigint' })),
];

const TOTALS = TOTALS_COLUMNS.map(({ name }) => name);

const ADD_TOTALS: PartSql = (
  rowsOf,
) => `INSERT INTO daily_totals AS d (${TOTALS.join(', ')}) SELECT ${TOTALS.map((name) => `r.${name}`).join(', ')} FROM ${rowsOf('daily_totals')}
  ON CONFLICT (user_id, local_date, source_kind, source_name)
  DO UPDATE SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + excluded.${amount}`).join(', ')}`;

/** Adds to daily totals, whether they are there or not. */
export const addTotals = (rows: readonly object[]): Part => ({ sql: ADD_TOTALS, ...rowsOrOne(TOTALS_COLUMNS, rows) });

const SAME_TOTALS = `d.user_id = r.user_id AND d.local_date = r.local_date
  AND d.source_kind = r.source_kind AND d.source_name = r.source_name`;

const CHANGE_TOTALS: PartSql = (
  rowsOf,
) => `UPDATE daily_totals d SET ${AMOUNTS.map((amount) => `${amount} = d.${amount} + r.${amount}`).join(', ')}
  FROM ${rowsOf('daily_totals')} WHERE ${SAME_TOTALS}`;

/** Adds to, or takes from, daily totals that are there. The upsert cannot: PostgreSQL checks the row it would insert. */
export const changeTotals = (rows: readonly object[]): Part => ({ sql: CHANGE_TOTALS, ...rowsOrOne(TOTALS_COLUMNS, rows) });

const DROP_TOTALS: PartSql = (rowsOf) => `DELETE FROM daily_totals d USING ${rowsOf('daily_totals')} WHERE ${SAME_TOTALS}`;

/** Removes daily totals that no record stands behind any more. */
export const dropTotals = (rows: readonly object[]): Part => ({ sql: DROP_TOTALS, rows });

/** The columns of a figure beside whose and which it is. */
export const FIGURE_VALUES = [
  'numerator',
  'denominator',
  'x',
  'x_raw',
  'bucket',
  'days',
  'observed_on',
  'absent_reason',
] as const;

const PUT_FIGURES: PartSql = (rowsOf) => `INSERT INTO figures SELECT r.* FROM ${rowsOf('figures')}
  ON CONFLICT (user_id, metric) DO UPDATE SET ${FIGURE_VALUES.map((column) => `${column} = excluded.${column}`).join(', ')}`;

export const putFigures = (rows: readonly object[]): Part => ({ sql: PUT_FIGURES, rows });

const DROP_FIGURES: PartSql = (rowsOf) =>
  `DELETE FROM figures f USING ${rowsOf('figures')} WHERE f.user_id = r.user_id AND f.metric = r.metric`;

export const dropFigures = (rows: readonly object[]): Part => ({ sql: DROP_FIGURES, rows });

const LEDGER_SUMS = ['s', 'q', 's_raw', 'q_raw'] as const;

const ADD_TO_LEDGER: PartSql = (
  rowsOf,
) => `INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, ${LEDGER_SUMS.join(', ')})
  SELECT r.user_id, r.metric, r.cohort, r.slot, true, r.n, ${LEDGER_SUMS.map((sum) => `coalesce(r.${sum}, 0)`).join(', ')}
  FROM ${rowsOf('population_ledger')}`;

/** Adds to the population, of which no row is ever changed: nobody waits for another's write. A sum that is not named is 0. */
export const addToLedger = (rows: readonly object[]): Part => ({ sql: ADD_TO_LEDGER, rows });
