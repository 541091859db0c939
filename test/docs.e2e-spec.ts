import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from './support/database.js';

const page = readFileSync(join(import.meta.dirname, '../docs/schema.md'), 'utf8');

const COLUMNS = `SELECT c.relname AS "table", concat_ws(' ',
    replace(format_type(a.atttypid, NULL), 'timestamp with time zone', 'timestamptz'), a.attname,
    nullif(concat_ws(', ', keys.pk, keys.fk), ''), CASE WHEN NOT a.attnotnull THEN '"may be null"' END) AS "column"
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  CROSS JOIN LATERAL (SELECT max('PK') FILTER (WHERE contype = 'p') AS pk, max('FK') FILTER (WHERE contype = 'f') AS fk
    FROM pg_constraint WHERE conrelid = c.oid AND a.attnum = ANY (conkey)) keys
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'migrations'
  ORDER BY c.relname, a.attnum`;

/** Not those of primary keys and NOT NULL, which are in the diagram. */
const RULES = `SELECT conname AS rule FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u')
  UNION SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND NOT i.indisprimary
  ORDER BY rule`;

let url: string;
let client: pg.Client;
beforeAll(async () => {
  url = await createTestDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await dropTestDatabase(url);
});

describe('The page about the schema', () => {
  it('draws every table with the columns, keys and nulls that the migrations make', async () => {
    const { rows } = await client.query<{ table: string; column: string }>(COLUMNS);
    const tables = [...new Set(rows.map(({ table }) => table))];
    const expected = tables.map((name) => [name, rows.filter(({ table }) => table === name).map(({ column }) => column)]);
    const drawn = [...page.matchAll(/^ {2}(\w+) \{\n([^}]+)/gm)].map(([, table, columns]) => [
      table,
      columns!.trim().split(/\n\s*/),
    ]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(expected));
  });

  it('names every rule that the database keeps, and no other', async () => {
    const { rows } = await client.query<{ rule: string }>(RULES);
    const [, rules = ''] = page.split('## Rules');
    const named = rules
      .split('\n')
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    expect(named.toSorted()).toEqual(rows.map(({ rule }) => rule).toSorted());
  });
});
