import type { Cohort } from '../scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { FigureRow } from './figure-rows.js';
import type { Profile } from './user-state.js';

/** Where an entry counts: in the moments of its cohort, or in a part of its histogram. */
export const MOMENTS_SLOT = 0;
/** People are counted by group of buckets too, so that all below a bucket are the sum of a few dozen slots, not of hundreds. */
export const BUCKETS_A_GROUP = 23;
export const FIRST_GROUP_SLOT = 1;
export const FIRST_BUCKET_SLOT = FIRST_GROUP_SLOT + Math.ceil(HISTOGRAM_BUCKETS / BUCKETS_A_GROUP);

/** The two slots of the histogram in which a person in a bucket is counted. */
const histogramSlots = (bucket: number): [group: number, bucket: number] => [
  FIRST_GROUP_SLOT + Math.floor(bucket / BUCKETS_A_GROUP),
  FIRST_BUCKET_SLOT + bucket,
];

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

/** What turns one booking of a user into the next: the former taken away, the latter added. */
export const ledgerEntries = (before: Booking, after: Booking): LedgerEntry[] =>
  merged([...entriesOf(before, -1), ...entriesOf(after, 1)]);

function* entriesOf({ cohort, figures }: Booking, sign: 1 | -1): Generator<LedgerEntry> {
  for (const figure of figures) {
    if (figure.x === null) continue;
    const metric = figure.metric as MetricId;
    const [x, raw, by] = [BigInt(figure.x), BigInt(figure.x_raw!), BigInt(sign)];
    const moments = { s: `${by * x}`, q: `${by * x * x}`, s_raw: `${by * raw}`, q_raw: `${by * raw * raw}` };
    yield { metric, cohort, slot: MOMENTS_SLOT, n: sign, ...moments };
    for (const slot of figure.bucket === null ? [] : histogramSlots(figure.bucket))
      yield { metric, cohort, slot, n: sign, s: '0', q: '0', s_raw: '0', q_raw: '0' };
  }
}
