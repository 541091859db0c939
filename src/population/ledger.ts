import type { Cohort } from '../scoring/cohorts.js';
import type { MetricId } from '../scoring/metrics.js';
import type { FigureRow } from './figure-rows.js';
import type { Profile } from './user-state.js';

/** Where an entry counts: in the moments of its cohort, or in a bucket of its histogram. */
export const MOMENTS_SLOT = 0;
/** Not 1, since stored rows keep their places: in earlier versions slots 1 to 23 counted groups of buckets. */
export const FIRST_BUCKET_SLOT = 24;
/** The slots that count, as an SQL condition. There is something in others where a process of an earlier version wrote beside ours. */
export const SCORED_SLOTS = `slot NOT BETWEEN ${MOMENTS_SLOT + 1} AND ${FIRST_BUCKET_SLOT - 1}`;

/** An addition to the population at one place (metric, cohort, slot): integers only, as text where they may pass 2^53. */
export interface LedgerEntry {
  metric: MetricId;
  cohort: Cohort;
  slot: number;
  n: number;
  s: string;
  q: string;
  s_raw: string;
  q_raw: string;
}

/** What a user has in the population: figures, in the cohort that the user is booked in; none of a user who is not shared. */
export interface Booking {
  cohort: Cohort;
  figures: Iterable<Booked>;
}

/** What is booked of a figure; where no bucket is known, it is in the moments only. */
export type Booked = Pick<FigureRow, 'metric' | 'x' | 'x_raw' | 'bucket'>;

export const bookingOf = (
  { shareInPopulation }: Pick<Profile, 'shareInPopulation'>,
  cohort: Cohort,
  figures: Iterable<Booked>,
): Booking => ({ cohort, figures: shareInPopulation ? figures : [] });

export const placeOf = ({ metric, cohort, slot }: LedgerEntry): string => `${metric} ${cohort} ${slot}`;

export const isNothing = ({ n, s, q, s_raw, q_raw }: LedgerEntry): boolean =>
  n === 0 && s === '0' && q === '0' && s_raw === '0' && q_raw === '0';

const sum = (a: string, b: string): string => `${BigInt(a) + BigInt(b)}`;

/** Two entries of one place as one. */
export const plus = <T extends LedgerEntry>(a: T, b: LedgerEntry): T => ({
  ...a,
  n: a.n + b.n,
  s: sum(a.s, b.s),
  q: sum(a.q, b.q),
  s_raw: sum(a.s_raw, b.s_raw),
  q_raw: sum(a.q_raw, b.q_raw),
});

/** The same additions with one entry a place, and none that adds nothing. */
export function merged<T extends LedgerEntry>(entries: Iterable<T>): T[] {
  const places = new Map<string, T>();
  for (const entry of entries) {
    const place = placeOf(entry);
    const known = places.get(place);
    places.set(place, known ? plus(known, entry) : entry);
  }
  return [...places.values()].filter((entry) => !isNothing(entry));
}

/** What turns one booking of a user into the next: at each place, what is after it less what was before; nothing where that is the same. */
export function ledgerEntries(before: Booking, after: Booking): LedgerEntry[] {
  const [former, latter] = [byMetric(before), byMetric(after)];
  const entries: LedgerEntry[] = [];
  for (const metric of new Set([...former.keys(), ...latter.keys()])) {
    const [was, is] = [former.get(metric) ?? null, latter.get(metric) ?? null];
    if (before.cohort === after.cohort) addMove(entries, metric, after.cohort, was, is);
    else {
      addMove(entries, metric, before.cohort, was, null);
      addMove(entries, metric, after.cohort, null, is);
    }
  }
  return entries;
}

const byMetric = ({ figures }: Booking): Map<MetricId, Booked> =>
  new Map([...figures].filter(({ x }) => x !== null).map((figure) => [figure.metric as MetricId, figure]));

function addMove(entries: LedgerEntry[], metric: MetricId, cohort: Cohort, was: Booked | null, is: Booked | null): void {
  const n = (is ? 1 : 0) - (was ? 1 : 0);
  if (n !== 0 || was?.x !== is?.x || was?.x_raw !== is?.x_raw) {
    const [x, xBefore] = [BigInt(is?.x ?? 0), BigInt(was?.x ?? 0)];
    const [raw, rawBefore] = [BigInt(is?.x_raw ?? 0), BigInt(was?.x_raw ?? 0)];
    entries.push({
      metric,
      cohort,
      slot: MOMENTS_SLOT,
      n,
      s: `${x - xBefore}`,
      q: `${x * x - xBefore * xBefore}`,
      s_raw: `${raw - rawBefore}`,
      q_raw: `${raw * raw - rawBefore * rawBefore}`,
    });
  }
  const [from, to] = [was?.bucket ?? null, is?.bucket ?? null];
  if (from === to) return;
  if (from !== null) entries.push(inBucket(metric, cohort, from, -1));
  if (to !== null) entries.push(inBucket(metric, cohort, to, 1));
}

const inBucket = (metric: MetricId, cohort: Cohort, bucket: number, n: number): LedgerEntry => ({
  metric,
  cohort,
  slot: FIRST_BUCKET_SLOT + bucket,
  n,
  s: '0',
  q: '0',
  s_raw: '0',
  q_raw: '0',
});
