import type { EntityManager } from 'typeorm';
import { SCORED_ANALYTES, type LabResult, type ScoredAnalyte } from '../scoring/laboratory-figures.js';
import { AMOUNTS, type DailyTotal, type StoredNight } from './daily-totals.js';
import type { SourceKind } from './facts.js';
import type { FigureRow } from './figure-rows.js';
import { dailyWindow, type Profile, type Standing, type UserState } from './user-state.js';

export type Queryable = Pick<EntityManager, 'query'>;

/** Columns of `user_states s JOIN users u` that make a {@link UserState}. */
export const STATE_COLUMNS = `s.version, s.as_of::text AS "asOf", s.cohort, u.time_zone AS "timeZone", u.sex_at_birth AS "sexAtBirth",
  u.birth_date::text AS "birthDate"`;

export type ReadState = Profile & Pick<UserState, 'version' | 'asOf' | 'cohort'>;

export const toUserState = (userId: string, row: ReadState): UserState => ({
  userId,
  version: row.version,
  asOf: row.asOf,
  cohort: row.cohort,
  profile: { timeZone: row.timeZone, sexAtBirth: row.sexAtBirth, birthDate: row.birthDate },
});

/** Which of the stored facts a derivation needs. */
export interface Needed {
  /** Local dates whose totals are wanted. */
  days: readonly string[];
  /** The local dates, both included, whose totals move the figures; null when they do not move. */
  window: { from: string; to: string } | null;
  /** Waking days whose sleep sessions are wanted. */
  nights: readonly string[];
  /** The local date before which laboratory results are wanted; null when they are not. */
  resultsBefore: string | null;
}

export interface StoredFacts {
  totals: DailyTotal[];
  nights: StoredNight[];
  results: LabResult[];
  figures: FigureRow[];
}

const TOTAL_COLUMNS = `user_id, local_date, source_kind, source_name, ${AMOUNTS.join(', ')}`;
const FIGURES = 'SELECT user_id, metric, numerator, denominator, x, x_raw, bucket, days, observed_on, absent_reason FROM figures';

const rowsOf = (query: string): string => `(SELECT coalesce(json_agg(q), '[]') FROM (${query}) q)`;

/** The figures of the user named by an SQL expression, as JSON. */
export const figuresJson = (userId: string): string => rowsOf(`${FIGURES} WHERE user_id = ${userId}`);

/** The statement that reads stored facts of the users to whom a condition on `user_id` applies. */
function reading(condition: string): string {
  const totals = `SELECT ${TOTAL_COLUMNS} FROM daily_totals
  WHERE user_id ${condition} AND (local_date = ANY ($2::date[]) OR local_date BETWEEN $3::date AND $4::date)`;
  const nights = `SELECT user_id, id, local_date, source_kind, source_name, started_at, ended_at, total_sleep_seconds, stages
  FROM sleep_sessions WHERE user_id ${condition} AND local_date = ANY ($5::date[])`;
  // Non-HDL is read from two results of one collection, so the analytes of the score come whole, not the latest of each.
  const results = `SELECT r.user_id, r.analyte, r.canonical_micro, t.collected_at, t.local_date, t.created_at, t.id
  FROM blood_tests t JOIN blood_test_results r ON r.user_id = t.user_id AND r.blood_test_id = t.id
  WHERE t.user_id ${condition} AND t.local_date < $6::date
    AND r.analyte IN (${SCORED_ANALYTES.map((code) => `'${code}'`).join(', ')})`;
  const figures = `${FIGURES} WHERE user_id ${condition}`;
  return `SELECT ${rowsOf(totals)} AS totals, ${rowsOf(nights)} AS nights, ${rowsOf(results)} AS results, ${rowsOf(figures)} AS figures`;
}

const READ_ONE = reading('= $1');
const READ_MANY = reading('= ANY ($1::uuid[])');

interface NightRow extends Owned {
  id: string;
  local_date: string;
  source_kind: SourceKind;
  source_name: string;
  started_at: string;
  ended_at: string;
  total_sleep_seconds: number;
  stages: { stage: 'awake' | 'light' | 'deep' | 'rem' | 'unknown'; startedAt: string; endedAt: string }[] | null;
}

interface ResultRow extends Owned {
  analyte: ScoredAnalyte;
  canonical_micro: number;
  collected_at: string;
  local_date: string;
  created_at: string;
  id: string;
}

/** Reads what is stored of one user, in one statement and so in one snapshot. */
export async function readFacts(db: Queryable, userId: string, needed: Needed): Promise<StoredFacts> {
  const facts = await readFactsOf(db, [userId], needed);
  return facts.get(userId)!;
}

/** Reads all that makes the figures of users on the dates at which they stand. */
export function readHistories(
  db: Queryable,
  users: readonly { state: UserState; standing: Standing }[],
): Promise<Map<string, StoredFacts>> {
  const dates = users.map(({ standing }) => standing.asOf).toSorted();
  const window = { from: dailyWindow(dates[0]!).from, to: dailyWindow(dates.at(-1)!).to };
  const userIds = users.map(({ state }) => state.userId);
  return readFactsOf(db, userIds, { days: [], window, nights: [], resultsBefore: dates.at(-1)! });
}

/** Reads all daily totals and figures that are stored of users. */
export function readStored(db: Queryable, userIds: readonly string[]): Promise<Map<string, StoredFacts>> {
  return readFactsOf(db, userIds, { days: [], window: { from: '-infinity', to: 'infinity' }, nights: [], resultsBefore: null });
}

async function readFactsOf(db: Queryable, userIds: readonly string[], needed: Needed): Promise<Map<string, StoredFacts>> {
  const isOne = userIds.length === 1; // a text of its own: PostgreSQL keeps one plan for it, and would plan the other each time
  const [rows] = await db.query<[Rows]>(isOne ? READ_ONE : READ_MANY, [
    isOne ? userIds[0] : userIds,
    needed.days,
    needed.window?.from ?? null,
    needed.window?.to ?? null,
    needed.nights,
    needed.resultsBefore,
  ]);
  const facts = new Map<string, StoredFacts>(userIds.map((id) => [id, { totals: [], nights: [], results: [], figures: [] }]));
  for (const { user_id, ...row } of rows.totals) facts.get(user_id)!.totals.push(row);
  for (const { user_id, ...row } of rows.figures) facts.get(user_id)!.figures.push(row);
  for (const row of rows.nights) facts.get(row.user_id)!.nights.push(toNight(row));
  for (const row of rows.results) facts.get(row.user_id)!.results.push(toLabResult(row));
  return facts;
}

interface Rows {
  totals: (DailyTotal & Owned)[];
  figures: (FigureRow & Owned)[];
  nights: NightRow[];
  results: ResultRow[];
}

interface Owned {
  user_id: string;
}

const toNight = (row: NightRow): StoredNight => ({
  id: row.id,
  localDate: row.local_date,
  source: { kind: row.source_kind, name: row.source_name },
  startMs: Date.parse(row.started_at),
  endMs: Date.parse(row.ended_at),
  totalSleepSeconds: row.total_sleep_seconds,
  stages: row.stages?.map(({ stage, startedAt, endedAt }) => ({
    stage,
    startMs: Date.parse(startedAt),
    endMs: Date.parse(endedAt),
  })),
});

const toLabResult = (row: ResultRow): LabResult => ({
  analyte: row.analyte,
  micro: BigInt(row.canonical_micro),
  collectedAt: Date.parse(row.collected_at),
  localDate: row.local_date,
  createdAt: Date.parse(row.created_at),
  id: row.id,
});
