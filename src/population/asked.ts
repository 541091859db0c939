import { rowsOfLists, type TypedColumn } from './write-statement.js';

/** How a statement that is made before its user is seen says what it is told: of one user by parameters, of several by rows of lists. */
export interface Asked {
  /** The CTEs that it begins with. */
  begin: readonly string[];
  /** The rows, as an item of a FROM clause; empty for one user. */
  rows: string;
  /** A column of the rows, or a parameter. */
  value: (name: string) => string;
  /** The user of the rows with that alias. */
  userOf: (alias: string) => string;
  /** That rows with these aliases are of the same user. */
  isSame: (alias: string, other: string) => string;
}

/** Of one user ($1), by parameters in the order of the columns. */
export function askedOfOne(columns: readonly TypedColumn[]): Asked {
  return {
    begin: [],
    rows: '',
    value: (name) => {
      const index = columns.findIndex((column) => column.name === name);
      return `$${index + 1}::${columns[index]!.type}`;
    },
    userOf: () => '$1',
    isSame: () => 'true',
  };
}

/**
 * Of several users, by lists for the same parameters. Those whom another process is writing for are left out: nobody waits for somebody
 * else's write, and two processes do not wait for each other.
 */
export function askedOfSeveral(columns: readonly TypedColumn[]): Asked {
  return {
    begin: [
      `asked AS (SELECT a.* FROM ${rowsOfLists(columns)} a (${columns.map(({ name }) => name).join(', ')})
  JOIN user_states l ON l.user_id = a.user_id FOR NO KEY UPDATE OF l SKIP LOCKED)`,
    ],
    rows: 'asked a',
    value: (name) => `a.${name}`,
    userOf: (alias) => `${alias}.user_id`,
    isSame: (alias, other) => `${alias}.user_id = ${other}.user_id`,
  };
}
