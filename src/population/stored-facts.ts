import type { Queryable } from '../database/scoped-database.js';
import { DAILY_MEANS, type WindowSums } from '../scoring/daily-figures.js';
import { SCORED_ANALYTES, type LabResult, type ScoredAnalyte } from '../scoring/laboratory-figures.js';
import { AMOUNTS, type DailyTotal, type StoredNight } from './daily-totals.js';
import type { SourceKind } from './facts.js';
import type { FigureRow } from './figure-rows.js';
import type { Profile, UserState } from './user-state.js';
import { FIGURE_VALUES } from './write-statement.js';

/** Columns of `user_states s JOIN users u`: where a user stands, and the profile. */
export const STANDING_COLUMNS = `s.as_of::text AS "asOf", s.cohort, u.time_zone AS "timeZone", u.sex_at_birth AS "sexAtBirth",
  u.birth_date::text AS "birthDate", u.source_order AS "sourceOrder", u.share_in_population AS "shareInPopulation"`;

/** Columns of `user_states s JOIN users u` that make a {@link UserState}. */
export const STATE_COLUMNS = `${STANDING_COLUMNS}, s.version, s.steps_days::float8 AS "stepsDays", s.steps::float8 AS steps,
  s.mvpa_seconds::float8 AS "mvpaSeconds", s.nights::float8 AS nights, s.outside_band_seconds::float8 AS "outsideBandSeconds",
  s.asleep_seconds::float8 AS "asleepSeconds"`;

export type ReadStanding = Profile & Pick<UserState, 'asOf' | 'cohort'>;
export type ReadState = ReadStanding & Pick<UserState, 'version'> & { [sum in keyof WindowSums]: number | null };

export const profileOf = ({ timeZone, sexAtBirth, birthDate, sourceOrder, shareInPopulation }: Profile): Profile => ({
  timeZone,
  sexAtBirth,
  birthDate,
  sourceOrder,
  shareInPopulation,
});

export const toUserState = (userId: string, row: ReadState): UserState => ({
  userId,
  version: row.version,
  asOf: row.asOf,
  cohort: row.cohort,
  sums: windowSumsOf(row),
  profile: profileOf(row),
});

/** Where one sum is not known, none is: the window is added up anew. */
function windowSumsOf(row: ReadState): WindowSums | null {
  const { stepsDays, steps, mvpaSeconds, nights, outsideBandSeconds, asleepSeconds } = row;
  const sums = { stepsDays, steps, mvpaSeconds, nights, outsideBandSeconds, asleepSeconds };
  return Object.values(sums).includes(null) ? null : (sums as WindowSums);
}

/** Which of the stored facts a derivation needs. */
export interface Needed {
  /** Local dates whose totals are wanted. */
  days: readonly string[];
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

const TOTAL_COLUMNS = `local_date, source_kind, source_name, ${AMOUNTS.join(', ')}`;
const FIGURE_COLUMNS = ['metric', ...FIGURE_VALUES].join(', ');
const FIGURES = `SELECT user_id, ${FIGURE_COLUMNS} FROM figures`;

const rowsOf = (query: string): string => `(SELECT coalesce(json_agg(q), '[]') FROM (${query}) q)`;

/** The figures of a user of `user_states s`, as {@link FigureRow}s. */
export const FIGURES_OF_USER = rowsOf(`SELECT ${FIGURE_COLUMNS} FROM figures WHERE user_id = s.user_id`);

const totalsOf = (condition: string): string => `SELECT user_id, ${TOTAL_COLUMNS} FROM daily_totals d ${condition}`;
// Non-HDL is read from two results of one collection, so the analytes of the score come whole, not the latest of each.
const resultsOf = (condition: string): string => `SELECT r.user_id, r.analyte, r.canonical_micro, t.collected_at, t.local_date,
  t.created_at, t.id FROM blood_tests t JOIN blood_test_results r ON r.user_id = t.user_id AND r.blood_test_id = t.id
  WHERE ${condition} AND r.analyte IN (${SCORED_ANALYTES.map((code) => `'${code}'`).join(', ')})`;
const nightsOf = (condition: string): string => `SELECT user_id, id, local_date, source_kind, source_name, started_at, ended_at,
  total_sleep_seconds, stages FROM sleep_sessions WHERE ${condition}`;

/** What a change touches, for who knows it before the user is read: local dates, both included. */
export interface Nearby {
  from: string;
  to: string;
  /** Whether the sleep sessions of these days are wanted beside their totals. */
  hasNights: boolean;
}

/** The figures that days can move, as long as their user stays in a cohort. */
const DAILY_FIGURES = Object.keys(DAILY_MEANS).map((id) => `'${id}'`);

/** Columns of `user_states s` that tell what is nearby, of a period whose local dates are two parameters, numbered from the first. */
export function nearbyColumns({ hasNights }: Nearby, first: number): string {
  const period = `user_id = s.user_id AND local_date BETWEEN $${first} AND $${first + 1}`;
  const figures = `SELECT ${FIGURE_COLUMNS} FROM figures WHERE user_id = s.user_id AND metric IN (${DAILY_FIGURES.join(', ')})`;
  return `${rowsOf(`SELECT ${TOTAL_COLUMNS} FROM daily_totals WHERE ${period}`)} AS "totalsNearby",
  ${hasNights ? `${rowsOf(nightsOf(period))} AS "nightsNearby",` : ''} ${rowsOf(figures)} AS "dailyFigures"`;
}

/** What {@link nearbyColumns} have read. */
export interface ReadNearby {
  totalsNearby: DailyTotal[];
  nightsNearby?: NightRow[];
  dailyFigures: FigureRow[];
}

/**
 * What was read nearby, if that is all that a derivation needs; else null. Where it needs no results, nobody's day is over and no cohort
 * changes.
 */
export function factsNearby({ from, to, hasNights }: Nearby, needed: Needed, read: ReadNearby): StoredFacts | null {
  const areNearby = (dates: readonly string[]): boolean => dates.every((date) => from <= date && date <= to);
  if (needed.resultsBefore !== null || !areNearby(needed.days)) return null;
  if (needed.nights.length > 0 && !(hasNights && areNearby(needed.nights))) return null;
  return {
    totals: read.totalsNearby,
    nights: read.nightsNearby?.map(toNight) ?? [],
    results: [],
    figures: read.dailyFigures,
  };
}

const READ_ONE = `SELECT ${rowsOf(totalsOf('WHERE user_id = $1 AND local_date = ANY ($2::date[])'))} AS totals,
  ${rowsOf(nightsOf('user_id = $1 AND local_date = ANY ($3::date[])'))} AS nights,
  ${rowsOf(resultsOf('t.user_id = $1 AND t.local_date < $4::date'))} AS results,
  ${rowsOf(`${FIGURES} WHERE user_id = $1`)} AS figures`;

/** Days come in pairs of user and date ($2, $3); results only of some users ($4), each before a date of its own ($5). */
const READ_MANY = `SELECT ${rowsOf(
  totalsOf('JOIN unnest($2::uuid[], $3::date[]) AS wanted (user_id, local_date) USING (user_id, local_date)'),
)} AS totals, '[]'::json AS nights,
  ${rowsOf(
    resultsOf(`(t.user_id, t.local_date) IN (SELECT t.user_id, t.local_date FROM unnest($4::uuid[], $5::date[]) AS wanted (user_id, before)
    JOIN blood_tests t ON t.user_id = wanted.user_id AND t.local_date < wanted.before)`),
  )} AS results,
  ${rowsOf(`${FIGURES} WHERE user_id = ANY ($1::uuid[])`)} AS figures`;

const READ_STORED = `SELECT ${rowsOf(totalsOf('WHERE user_id = ANY ($1::uuid[])'))} AS totals, '[]'::json AS nights, '[]'::json AS results,
  ${rowsOf(`${FIGURES} WHERE user_id = ANY ($1::uuid[])`)} AS figures`;

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
export async function readFacts(db: Queryable, userId: string, { days, nights, resultsBefore }: Needed): Promise<StoredFacts> {
  const [rows] = await db.query<[Rows]>(READ_ONE, [userId, days, nights, resultsBefore]);
  return factsByUser([userId], rows).get(userId)!;
}

/** Reads what is stored of several users; none of them needs nights. */
export async function readFactsOfMany(db: Queryable, needs: ReadonlyMap<string, Needed>): Promise<Map<string, StoredFacts>> {
  const userIds = [...needs.keys()];
  const days = [...needs].flatMap(([userId, needed]) => needed.days.map((day) => ({ userId, day })));
  const results = [...needs].filter(([, { resultsBefore }]) => resultsBefore !== null);
  const [rows] = await db.query<[Rows]>(READ_MANY, [
    userIds,
    days.map(({ userId }) => userId),
    days.map(({ day }) => day),
    results.map(([userId]) => userId),
    results.map(([, { resultsBefore }]) => resultsBefore),
  ]);
  return factsByUser(userIds, rows);
}

/** Reads all daily totals and figures that are stored of users. */
export async function readStored(db: Queryable, userIds: readonly string[]): Promise<Map<string, StoredFacts>> {
  const [rows] = await db.query<[Rows]>(READ_STORED, [userIds]);
  return factsByUser(userIds, rows);
}

function factsByUser(userIds: readonly string[], rows: Rows): Map<string, StoredFacts> {
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
