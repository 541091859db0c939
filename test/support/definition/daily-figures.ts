import type { Person, SentActivity, SentSleep } from '../person.js';
import { dateIn, daysBefore } from './dates.js';
import type { Figure } from './figure.js';

// Sections 1 and 2 of the definition for what is counted by the day.

const QUARTER = 900_000;
const RANK = { manual: 0, watch: 1, ring: 1, phone: 2, laboratory: 3, other: 3 };

/** What each source says of each local date. */
type Claims = Map<string, Map<string, { rank: number; total: number }>>;

function claim(claims: Claims, date: string, { source }: { source?: SentActivity['source'] }, amount: number): void {
  const { kind, name } = source ?? { kind: 'manual', name: 'manual' };
  if (!claims.has(date)) claims.set(date, new Map());
  const ofDate = claims.get(date)!;
  const known = ofDate.get(`${kind} ${name}`)?.total ?? 0;
  ofDate.set(`${kind} ${name}`, { rank: RANK[kind], total: known + amount });
}

/** The one total that counts of a date. */
function counting(claims: Claims, date: string): number | null {
  const ofDate = [...(claims.get(date)?.values() ?? [])];
  const best = Math.min(...ofDate.map(({ rank }) => rank));
  return ofDate.length === 0 ? null : Math.max(...ofDate.filter(({ rank }) => rank === best).map(({ total }) => total));
}

export function dailyFigures(
  { activities, sleepSessions }: Pick<Person, 'activities' | 'sleepSessions'>,
  today: string,
): Record<'steps' | 'mvpa' | 'sleep' | 'asleep', Figure> {
  const [steps, intensity, asleep]: Claims[] = [new Map(), new Map(), new Map()];
  for (const activity of activities) {
    const { moderateSeconds, vigorousSeconds } = activity;
    const shares = sharesOfDates(activity);
    for (const { date, share } of shares) {
      if (activity.steps !== undefined) claim(steps!, date, activity, share(activity.steps));
      if (moderateSeconds === undefined && vigorousSeconds === undefined) continue;
      claim(intensity!, date, activity, share(moderateSeconds ?? 0) + 2 * share(vigorousSeconds ?? 0));
    }
  }
  for (const { date, sessions } of nightsOfSources(sleepSessions)) claim(asleep!, date, sessions[0]!, secondsAsleep(sessions));

  const window = Array.from({ length: 28 }, (_, i) => daysBefore(today, i + 1));
  const walked = window.filter((date) => isBetween(100, counting(steps!, date), 100_000));
  const nights = window.map((date) => counting(asleep!, date)).filter((seconds) => isBetween(120 * 60, seconds, 1080 * 60));
  return {
    steps: mean(walked.map((date) => counting(steps!, date)!)),
    mvpa: mean(
      walked.map((date) => 7 * (counting(intensity!, date) ?? 0)),
      60,
    ),
    sleep: mean(nights.map(secondsOutsideSevenToNineHours), 60),
    asleep: mean(nights, 60),
  };
}

const secondsOutsideSevenToNineHours = (seconds: number): number => Math.max(420 * 60 - seconds, seconds - 540 * 60, 0);

const isBetween = (low: number, value: number | null, high: number): value is number =>
  value !== null && low <= value && value <= high;

function mean(totals: number[], unit = 1): Figure {
  if (totals.length < 4) return { missing: 'insufficient_days' };
  const p = totals.reduce((sum, total) => sum + BigInt(total), 0n);
  return { value: { p, q: BigInt(unit * totals.length) }, days: totals.length, collectedOn: null };
}

/** The local dates of an activity, and the share of a total that falls on each; zones change their date at quarters of an hour. */
function sharesOfDates({ startedAt, endedAt, timeZone }: SentActivity): { date: string; share: (total: number) => number }[] {
  const [start, end] = [BigInt(Date.parse(startedAt)), BigInt(Date.parse(endedAt))];
  const bounds = [Number(start)];
  for (let at = (Math.floor(Number(start) / QUARTER) + 1) * QUARTER; at < Number(end); at += QUARTER) {
    if (dateIn(timeZone, at) !== dateIn(timeZone, at - 1)) bounds.push(at);
  }
  const until = (ms: number, total: number): bigint =>
    end === start ? 0n : (BigInt(total) * (BigInt(ms) - start)) / (end - start);
  return bounds.map((from, k) => ({
    date: dateIn(timeZone, from),
    share: (total) => (end === start ? total : Number(until(bounds[k + 1] ?? Number(end), total) - until(from, total))),
  }));
}

function nightsOfSources(sessions: SentSleep[]): { date: string; sessions: SentSleep[] }[] {
  const groups = new Map<string, SentSleep[]>();
  for (const session of sessions) {
    const { kind, name } = session.source ?? { kind: 'manual', name: 'manual' };
    const key = `${dateIn(session.timeZone, Date.parse(session.endedAt))} ${kind} ${name}`;
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups].map(([key, own]) => ({ date: key.slice(0, 10), sessions: own }));
}

type Interval = readonly [start: number, end: number];
const interval = (of: { startedAt: string; endedAt: string }): Interval => [Date.parse(of.startedAt), Date.parse(of.endedAt)];
const length = ([start, end]: Interval): number => (end - start) / 1000;

/** Sleep intervals united. Which part of a session is asleep must be said where it overlaps another: the definition does not guess. */
function secondsAsleep(sessions: SentSleep[]): number {
  const meet = ([start, end]: Interval, [from, to]: Interval): boolean => start < to && from < end;
  const isApart = (one: SentSleep): boolean => sessions.every((other) => one === other || !meet(interval(one), interval(other)));
  const asleep = sessions.filter((session) => !isApart(session)).flatMap(intervalsAsleep);
  const instants = [...new Set(asleep.flat())].toSorted((a, b) => a - b);
  const pieces = instants.slice(1).map((end, i): Interval => [instants[i]!, end]);
  const lengths = [
    ...sessions.filter(isApart).map(asleepIn),
    ...pieces.filter((piece) => asleep.some((one) => meet(one, piece))).map(length),
  ];
  return lengths.reduce((sum, seconds) => sum + seconds, 0);
}

function intervalsAsleep(session: SentSleep): Interval[] {
  if (session.stages) return session.stages.filter(({ stage }) => stage !== 'awake').map(interval);
  if (session.totalSleepSeconds === length(interval(session))) return [interval(session)];
  throw new Error('the definition does not say when this session was asleep');
}

function asleepIn({ stages, totalSleepSeconds }: SentSleep): number {
  if (!stages) return totalSleepSeconds!;
  return stages.filter(({ stage }) => stage !== 'awake').reduce((sum, stage) => sum + length(interval(stage)), 0);
}
