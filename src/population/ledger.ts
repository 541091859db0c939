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
    const known = places.get(placeOf(entry));
    places.set(placeOf(entry), known ? plus(known, entry) : entry);
  }
  return [...places.values()].filter((entry) => !isNothing(entry));
}

/** What turns one booking of a user into the next: the former taken away, the latter added, but for figures that are in both. */
export function ledgerEntries(before: Booking, after: Booking): LedgerEntry[] {
  const [former, latter] = [[...before.figures], [...after.figures]];
  const isMoved = before.cohort === after.cohort ? isNotAmong : () => true;
  const gone = former.filter((figure) => isMoved(figure, latter));
  const come = latter.filter((figure) => isMoved(figure, former));
  return merged([...entriesOf({ ...before, figures: gone }, -1), ...entriesOf({ ...after, figures: come }, 1)]);
}

const isNotAmong = ({ metric, x, x_raw, bucket }: Booked, others: readonly Booked[]): boolean =>
  !others.some((other) => other.metric === metric && other.x === x && other.x_raw === x_raw && other.bucket === bucket);

function* entriesOf({ cohort, figures }: Booking, sign: 1 | -1): Generator<LedgerEntry> {
  for (const figure of figures) {
    if (figure.x === null) continue;
    const metric = figure.metric as MetricId;
    const [x, raw, by] = [BigInt(figure.x), BigInt(figure.x_raw!), BigInt(sign)];
    const moments = { s: `${by * x}`, q: `${by * x * x}`, s_raw: `${by * raw}`, q_raw: `${by * raw * raw}` };
    yield { metric, cohort, slot: MOMENTS_SLOT, n: sign, ...moments };
    if (figure.bucket === null) continue;
    yield { metric, cohort, slot: FIRST_BUCKET_SLOT + figure.bucket, n: sign, s: '0', q: '0', s_raw: '0', q_raw: '0' };
  }
}
