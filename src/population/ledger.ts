import type { Cohort } from '../scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { FigureRow } from './figure-rows.js';

/** Where an entry counts: in the moments of its cohort, or in a part of its histogram. */
export const MOMENTS_SLOT = 0;
/** People are counted by group of buckets too, so that all below a bucket are the sum of a few dozen slots, not of hundreds. */
export const BUCKETS_A_GROUP = 23;
export const FIRST_GROUP_SLOT = 1;
export const FIRST_BUCKET_SLOT = FIRST_GROUP_SLOT + Math.ceil(HISTOGRAM_BUCKETS / BUCKETS_A_GROUP);

/** The slots that a person in a bucket is counted in. */
export const histogramSlots = (bucket: number): [group: number, bucket: number] => [
  FIRST_GROUP_SLOT + Math.floor(bucket / BUCKETS_A_GROUP),
  FIRST_BUCKET_SLOT + bucket,
];

/** An addition to the population: integers only, as text where they may pass 2^53. */
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

/** What a user's figures add to the population, in the cohort that the user is booked in. */
export interface Booking {
  cohort: Cohort;
  figures: Iterable<FigureRow>;
}

interface Sums {
  n: number;
  s: bigint;
  q: bigint;
  sRaw: bigint;
  qRaw: bigint;
}

/** The entries that turn one booking of a user into the next: taken away, added, and left out where both are equal. */
export function ledgerEntries(before: Booking, after: Booking): LedgerEntry[] {
  const entries = new Map<string, Sums>();
  for (const figure of before.figures) book(entries, before.cohort, figure, -1);
  for (const figure of after.figures) book(entries, after.cohort, figure, 1);
  return [...entries].filter(([, sums]) => sums.n !== 0 || sums.s !== 0n || sums.q !== 0n || sums.sRaw !== 0n || sums.qRaw !== 0n).map(toEntry);
}

/** The same entries, those of one place as one; it lies where the first of them would. All of their users are written together. */
export function merged<T extends LedgerEntry>(entries: readonly T[]): T[] {
  const places = new Map<string, T>();
  const sum = (a: string, b: string): string => `${BigInt(a) + BigInt(b)}`;
  for (const entry of entries) {
    const place = `${entry.metric} ${entry.cohort} ${entry.slot}`;
    const known = places.get(place);
    places.set(
      place,
      known
        ? {
            ...known,
            n: known.n + entry.n,
            s: sum(known.s, entry.s),
            q: sum(known.q, entry.q),
            s_raw: sum(known.s_raw, entry.s_raw),
            q_raw: sum(known.q_raw, entry.q_raw),
          }
        : entry,
    );
  }
  return [...places.values()];
}

function book(entries: Map<string, Sums>, cohort: Cohort, figure: FigureRow, sign: 1 | -1): void {
  if (figure.x === null) return;
  const [x, xRaw, by] = [BigInt(figure.x), BigInt(figure.x_raw!), BigInt(sign)];
  add(entries, `${figure.metric} ${cohort} ${MOMENTS_SLOT}`, sign, by * x, by * x * x, by * xRaw, by * xRaw * xRaw);
  for (const slot of histogramSlots(figure.bucket!)) add(entries, `${figure.metric} ${cohort} ${slot}`, sign, 0n, 0n, 0n, 0n);
}

function add(entries: Map<string, Sums>, key: string, n: number, s: bigint, q: bigint, sRaw: bigint, qRaw: bigint): void {
  const sums = entries.get(key) ?? { n: 0, s: 0n, q: 0n, sRaw: 0n, qRaw: 0n };
  entries.set(key, { n: sums.n + n, s: sums.s + s, q: sums.q + q, sRaw: sums.sRaw + sRaw, qRaw: sums.qRaw + qRaw });
}

function toEntry([key, { n, s, q, sRaw, qRaw }]: [string, Sums]): LedgerEntry {
  const [metric, cohort, slot] = key.split(' ') as [MetricId, Cohort, string];
  return { metric, cohort, slot: Number(slot), n, s: `${s}`, q: `${q}`, s_raw: `${sRaw}`, q_raw: `${qRaw}` };
}
