import type { Queryable } from '../database/scoped-database.js';

/** Sums of everybody, which name no user for longer than it takes to fold them. */
const NOBODYS = 'population_ledger';

/** The tables that have rows of users, asked of the database itself: none can be forgotten. */
export async function tablesOfUsers(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'user_id' AND NOT a.attisdropped
  AND c.relname <> $1 ORDER BY c.relname`,
    [NOBODYS],
  );
  return rows.map(({ name }) => name);
}

/** An SQL expression: how many rows of each of the tables are those of the user, as JSON by the name of what they are. */
export function ownedRowsJson(tables: readonly string[], userId: string): string {
  const counts = tables.map((table) => `'${camelCase(table)}', (SELECT count(*) FROM ${table} t WHERE t.user_id = ${userId})`);
  return `json_build_object('users', 1${counts.map((count) => `, ${count}`).join('')})`;
}

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
