import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { Moments } from '../scoring/standing.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from './ledger.js';

/** An addition at one place, in a finest cohort: counts as numbers, sums as text, which only the moments have. */
export type PlaceSums = readonly [
  metric: MetricId,
  cohort: Cohort,
  slot: number,
  n: number,
  s: string,
  q: string,
  sRaw: string,
  qRaw: string,
];

export const NO_MOMENTS: Moments = { n: 0n, s: 0n, q: 0n, sRaw: 0n, qRaw: 0n };

export const plusSums = (a: Moments, [, , , n, s, q, sRaw, qRaw]: PlaceSums): Moments => ({
  n: a.n + BigInt(n),
  s: a.s + BigInt(s),
  q: a.q + BigInt(q),
  sRaw: a.sRaw + BigInt(sRaw),
  qRaw: a.qRaw + BigInt(qRaw),
});

const keyOf = (metric: MetricId, cohort: Cohort): string => `${metric} ${cohort}`;

/** The rows of the ledger that are folded, as of one fold, added up for every cohort. It never changes: the next fold is another one. */
export class FoldedPopulation {
  static readonly EMPTY = new FoldedPopulation(null, new Map(), new Map());

  private constructor(
    /** The fold; null where it is none in particular. */
    readonly fold: string | null,
    private readonly sums: ReadonlyMap<string, Moments>,
    private readonly counts: ReadonlyMap<string, Float64Array>,
  ) {}

  moments(metric: MetricId, cohort: Cohort): Moments {
    return this.sums.get(keyOf(metric, cohort)) ?? NO_MOMENTS;
  }

  /** How many people of a cohort lie in lower buckets than one, and in it. */
  about(metric: MetricId, cohort: Cohort, bucket: number): { below: number; equal: number } {
    const counts = this.counts.get(keyOf(metric, cohort));
    if (!counts) return { below: 0, equal: 0 };
    let below = 0;
    for (let lower = 0; lower < bucket; lower++) below += counts[lower]!;
    return { below, equal: counts[bucket] ?? 0 };
  }

  /** The population of a later fold, which has added so much. */
  with(entries: Iterable<PlaceSums>, fold: string | null): FoldedPopulation {
    const sums = new Map(this.sums);
    const counts = new Map(this.counts);
    const own = new Set<string>();
    for (const entry of entries) {
      const [metric, finest, slot, n] = entry;
      for (const cohort of cohortChain(finest)) {
        const key = keyOf(metric, cohort);
        if (slot === MOMENTS_SLOT) {
          sums.set(key, plusSums(sums.get(key) ?? NO_MOMENTS, entry));
        } else if (slot >= FIRST_BUCKET_SLOT) {
          if (!own.has(key))
            counts.set(
              key,
              Float64Array.from(counts.get(key) ?? { length: HISTOGRAM_BUCKETS }, (count) => count ?? 0),
            );
          own.add(key);
          counts.get(key)![slot - FIRST_BUCKET_SLOT]! += n;
        }
      }
    }
    return new FoldedPopulation(fold, sums, counts);
  }
}
