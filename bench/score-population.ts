import type pg from 'pg';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from '../src/population/ledger.js';
import { uuidOf, uuidSql } from './population.js';

/** How much of each user a population has; the users that have more are those of the lower numbers. */
export interface Extent {
  users: number;
  /** Users with all their records. */
  withRecords: number;
  /** Users with daily totals. */
  withTotals: number;
  /** Users who are left in yesterday until {@link endDay}. */
  inYesterday: number;
}

const SHIFT = 101;
/** Columns of a user's state that follow from the records and not from the profile. */
const WINDOW_SUMS = ['steps_days', 'steps', 'mvpa_seconds', 'nights', 'outside_band_seconds', 'asleep_seconds'];

/**
 * Fills a database with copies of the people in its schema `people`. Of every further copy the profiles are joined with the records
 * of others, so that no cohort is the same few people again and again; records come in the order of their days, as in life.
 */
export async function populate(
  db: pg.Client,
  people: number,
  { users, withRecords, withTotals, inYesterday }: Extent,
): Promise<void> {
  const { rows: keys } = await db.query<{ table: string; name: string; definition: string }>(`
SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype IN ('f', 'p') AND connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'analytes' ORDER BY contype`);
  for (const { table, name } of keys) await db.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await db.query(`
CREATE TABLE people.members AS SELECT n, ${uuidSql('n', '0')} AS id, (n - 1) % ${people} + 1 AS profile,
  (n - 1 + (n - 1) / ${people} * ${SHIFT}) % ${people} + 1 AS history FROM generate_series(1, ${users}) n;
ANALYZE people.members`);
  const upTo = (last: number): string => `n <= ${last}`;
  await copy(db, 'users', 'profile', { values: { id: 'm.id' } });
  const waiting = upTo(inYesterday);
  const states = (from: string, where: string, values = {}): Promise<void> =>
    copy(db, 'user_states', 'profile', {
      from,
      where,
      join: `JOIN people.${from} h ON h.seat = m.history`,
      values: { ...Object.fromEntries(WINDOW_SUMS.map((column) => [column, `h.${column}`])), ...values },
    });
  await states('states_of_yesterday', waiting, { rolls_at: `'infinity'` });
  await states('user_states', `NOT ${waiting}`);
  await copy(db, 'figures', 'history', { from: 'figures_of_yesterday', where: waiting });
  await copy(db, 'figures', 'history', { where: `NOT ${waiting}` });
  const activityId = uuidSql('m.n', '(SELECT max(local_date) FROM people.physical_activities) - p.local_date + 1');
  await copy(db, 'physical_activities', 'history', { where: upTo(withRecords), values: { id: activityId }, isByDay: true });
  await copy(db, 'sleep_sessions', 'history', { where: upTo(withRecords), isByDay: true });
  await copy(db, 'blood_tests', 'history', { where: upTo(withRecords) });
  await copy(db, 'blood_test_results', 'history', { where: upTo(withRecords) });
  await copy(db, 'daily_totals', 'history', { where: upTo(withTotals), isByDay: true });
  await db.query(`
INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw, fold)
SELECT '${uuidOf(1)}', metric, cohort, slot, false, n, s, q, s_raw, q_raw, 0 FROM (${LEDGER_OF_FIGURES}) entries ORDER BY slot`);
  for (const { table, name, definition } of keys.toReversed()) {
    await db.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  await db.query('VACUUM ANALYZE');
  await db.query('CHECKPOINT');
}

interface Copy {
  /** Of which table of the people, when not of the one of the same name. */
  from?: string;
  where?: string;
  join?: string;
  /** SQL expressions, by column, of what is not simply the person's. */
  values?: Record<string, string>;
  isByDay?: boolean;
}

async function copy(db: pg.Client, table: string, seat: 'profile' | 'history', how: Copy): Promise<void> {
  const { from = table, where = 'true', join = '', values, isByDay } = { ...how };
  const replaced: Record<string, string> = { user_id: 'm.id', ...values };
  const { rows: columns } = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  const insert = (condition: string): Promise<unknown> =>
    db.query(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((name) => replaced[name] ?? `p.${name}`).join(', ')}
FROM people.members m JOIN people.${from} p ON p.seat = m.${seat} ${join} WHERE ${where} AND ${condition}`);
  if (!isByDay) {
    await insert('true');
    return;
  }
  const { rows: days } = await db.query<{ day: string }>(
    `SELECT DISTINCT local_date::text AS day FROM people.${from} ORDER BY day`,
  );
  for (const { day } of days) await insert(`p.local_date = '${day}'`);
}

/** What the ledger must add up to, from the figures alone. */
const LEDGER_OF_FIGURES = `
SELECT metric, cohort, slot.slot, sum(n) AS n, sum(counts * s) AS s, sum(counts * q) AS q, sum(counts * s_raw) AS s_raw,
  sum(counts * q_raw) AS q_raw
FROM (SELECT f.metric, s.cohort, f.bucket, count(*) AS n, sum(f.x) AS s, sum(f.x::numeric * f.x) AS q, sum(f.x_raw) AS s_raw,
  sum(f.x_raw::numeric * f.x_raw) AS q_raw
  FROM figures f JOIN user_states s USING (user_id) WHERE f.x IS NOT NULL GROUP BY f.metric, s.cohort, f.bucket) buckets
CROSS JOIN LATERAL (VALUES (${MOMENTS_SLOT}, 1), (${FIRST_BUCKET_SLOT} + bucket, 0)) AS slot (slot, counts)
GROUP BY metric, cohort, slot.slot`;

const LEDGER = `
SELECT metric, cohort, slot, sum(n) AS n, sum(s) AS s, sum(q) AS q, sum(s_raw) AS s_raw, sum(q_raw) AS q_raw
FROM population_ledger GROUP BY metric, cohort, slot HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0`;

/** Throws where the ledger does not add up to the figures, both seen in one snapshot; returns how many places it has. */
export async function assertLedgerIsExact(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ places: number; wrong: number }>(`
SELECT count(*)::int AS places, (count(*) FILTER (WHERE l.n IS DISTINCT FROM f.n OR l.s IS DISTINCT FROM f.s OR l.q IS DISTINCT FROM f.q
  OR l.s_raw IS DISTINCT FROM f.s_raw OR l.q_raw IS DISTINCT FROM f.q_raw))::int AS wrong
FROM (${LEDGER}) l FULL JOIN (${LEDGER_OF_FIGURES}) f USING (metric, cohort, slot)`);
  const { places, wrong } = rows[0]!;
  if (wrong > 0) throw new Error(`The ledger is wrong at ${wrong} of ${places} places`);
  return places;
}

/** Ends the day of users who were left in yesterday. */
export async function endDay(db: pg.Client, from: number, to: number): Promise<void> {
  await db.query('UPDATE user_states SET rolls_at = now() WHERE user_id BETWEEN $1 AND $2 AND rolls_at = $3', [
    uuidOf(from),
    uuidOf(to),
    'infinity',
  ]);
}

/** How many rows there are of what. */
export async function describe(db: pg.Client): Promise<string> {
  const tables = [
    'users',
    'figures',
    'population_ledger',
    'daily_totals',
    'physical_activities',
    'sleep_sessions',
    'blood_tests',
  ];
  const { rows } = await db.query<Record<string, string>>(
    `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')},
  pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  const { size, ...counts } = rows[0]!;
  const parts = Object.entries(counts).map(
    ([table, count]) => `${Number(count).toLocaleString('en')} ${table.replaceAll('_', ' ')}`,
  );
  return `${parts.join(', ')}; ${size}`;
}
