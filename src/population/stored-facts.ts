import type { EntityManager } from 'typeorm';
import { SCORED_ANALYTES, type LabResult, type ScoredAnalyte } from '../scoring/laboratory-figures.js';
import type { DailyTotal, StoredNight } from './daily-totals.js';
import type { Source, SourceKind } from './facts.js';
import type { FigureRow } from './figure-rows.js';
import type { Profile, UserState } from './user-state.js';

export type Queryable = Pick<EntityManager, 'query'>;

/** Columns of `user_states s JOIN users u` that make a {@link UserState}. */
export const STATE_COLUMNS = `s.version, s.as_of::text AS "asOf", u.time_zone AS "timeZone", u.sex_at_birth AS "sexAtBirth",
  u.birth_date::text AS "birthDate"`;

export type StateRow = Profile & Pick<UserState, 'version' | 'asOf'>;

export const toUserState = (userId: string, row: StateRow): UserState => ({
  userId,
  version: row.version,
  asOf: row.asOf,
  profile: { timeZone: row.timeZone, sexAtBirth: row.sexAtBirth, birthDate: row.birthDate },
});

/** Which of the stored facts a derivation needs. */
export interface Needed {
  /** Local dates whose totals are wanted. */
  days: readonly string[];
  /** The local dates, both included, whose totals move the figures; null when they do not move. */
  window: { from: string; to: string } | null;
  /** Waking days whose sleep sessions are wanted. */
  nights: readonly { source: Source; localDate: string }[];
  /** The local date before which laboratory results are wanted; null when they are not. */
  resultsBefore: string | null;
}

export interface StoredFacts {
  totals: DailyTotal[];
  nights: StoredNight[];
  results: LabResult[];
  figures: FigureRow[];
}

const TOTALS = `SELECT local_date, source_kind, source_name, activity_records, steps_records, steps, intensity_records, moderate_seconds,
  vigorous_seconds, distance_records, distance_centimeters, energy_records, energy_centikilocalories, sleep_records, asleep_seconds
  FROM daily_totals WHERE user_id = $1 AND (local_date = ANY ($2::date[]) OR local_date BETWEEN $3::date AND $4::date)
  ORDER BY local_date, source_kind, source_name`;
const NIGHTS = `SELECT id, local_date, source_kind, source_name, started_at, ended_at, total_sleep_seconds, stages
  FROM sleep_sessions WHERE user_id = $1 AND local_date = ANY ($5::date[])`;
// Non-HDL is read from two results of one collection, so the analytes of the score come whole, not the latest of each.
const RESULTS = `SELECT r.analyte, r.canonical_micro, t.collected_at, t.local_date, t.created_at, t.id
  FROM blood_tests t JOIN blood_test_results r ON r.user_id = t.user_id AND r.blood_test_id = t.id
  WHERE t.user_id = $1 AND t.local_date < $6::date AND r.analyte IN (${SCORED_ANALYTES.map((code) => `'${code}'`).join(', ')})`;
const FIGURES = `SELECT metric, numerator, denominator, x, x_raw, bucket, days, observed_on, absent_reason FROM figures WHERE user_id = $1`;

const rowsOf = (query: string): string => `(SELECT coalesce(json_agg(q), '[]') FROM (${query}) q)`;

const READ = `SELECT ${rowsOf(TOTALS)} AS totals, ${rowsOf(NIGHTS)} AS nights, ${rowsOf(RESULTS)} AS results, ${rowsOf(FIGURES)} AS figures`;

interface NightRow {
  id: string;
  local_date: string;
  source_kind: SourceKind;
  source_name: string;
  started_at: string;
  ended_at: string;
  total_sleep_seconds: number;
  stages: { stage: 'awake' | 'light' | 'deep' | 'rem' | 'unknown'; startedAt: string; endedAt: string }[] | null;
}

interface ResultRow {
  analyte: ScoredAnalyte;
  canonical_micro: number;
  collected_at: string;
  local_date: string;
  created_at: string;
  id: string;
}

/** Reads what is stored of one user, in one statement and so in one snapshot. */
export async function readFacts(db: Queryable, userId: string, needed: Needed): Promise<StoredFacts> {
  const [row] = await db.query<[{ totals: DailyTotal[]; nights: NightRow[]; results: ResultRow[]; figures: FigureRow[] }]>(READ, [
    userId,
    needed.days,
    needed.window?.from ?? null,
    needed.window?.to ?? null,
    needed.nights.map(({ localDate }) => localDate),
    needed.resultsBefore,
  ]);
  return { ...row, nights: row.nights.map(toNight), results: row.results.map(toLabResult) };
}

export const toNight = (row: NightRow): StoredNight => ({
  id: row.id,
  localDate: row.local_date,
  source: { kind: row.source_kind, name: row.source_name },
  startMs: Date.parse(row.started_at),
  endMs: Date.parse(row.ended_at),
  totalSleepSeconds: row.total_sleep_seconds,
  stages: row.stages?.map(({ stage, startedAt, endedAt }) => ({ stage, startMs: Date.parse(startedAt), endMs: Date.parse(endedAt) })),
});

const toLabResult = (row: ResultRow): LabResult => ({
  analyte: row.analyte,
  micro: BigInt(row.canonical_micro),
  collectedAt: Date.parse(row.collected_at),
  localDate: row.local_date,
  createdAt: Date.parse(row.created_at),
  id: row.id,
});
