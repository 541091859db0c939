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

/** What a cohort has of one metric: its moments, and how many people are in each bucket. */
interface Folded {
  readonly moments: Moments;
  readonly counts: Float64Array;
}

const NOBODY: Folded = { moments: NO_MOMENTS, counts: new Float64Array(HISTOGRAM_BUCKETS) };

type ByCohort = ReadonlyMap<Cohort, Folded>;

/** The rows of the ledger that are folded, as of one fold, added up for every cohort. It never changes: the next fold is another one. */
export class FoldedPopulation {
  static readonly EMPTY = new FoldedPopulation(null, new Map());

  private constructor(
    /** The fold; null where it is none in particular. */
    readonly fold: string | null,
    private readonly byMetric: ReadonlyMap<MetricId, ByCohort>,
  ) {}

  moments(metric: MetricId, cohort: Cohort): Moments {
    return this.of(metric, cohort).moments;
  }

  /** How many people of a cohort lie in lower buckets than one, and in it. */
  about(metric: MetricId, cohort: Cohort, bucket: number): { below: number; equal: number } {
    const { counts } = this.of(metric, cohort);
    let below = 0;
    for (let lower = 0; lower < bucket; lower++) below += counts[lower]!;
    return { below, equal: counts[bucket]! };
  }

  /** The population of a later fold, which has added so much. */
  with(entries: Iterable<PlaceSums>, fold: string | null): FoldedPopulation {
    const next = new Map<MetricId, Map<Cohort, Folded>>();
    for (const [metric, cohorts] of this.byMetric) next.set(metric, new Map(cohorts));
    const own = new Set<Float64Array>();
    for (const entry of entries) {
      const [metric, finest, slot, n] = entry;
      let cohorts = next.get(metric);
      if (!cohorts) next.set(metric, (cohorts = new Map()));
      for (const cohort of cohortChain(finest)) {
        let { moments, counts } = cohorts.get(cohort) ?? NOBODY;
        if (slot === MOMENTS_SLOT) {
          moments = plusSums(moments, entry);
        } else if (slot >= FIRST_BUCKET_SLOT) {
          if (!own.has(counts)) own.add((counts = counts.slice()));
          counts[slot - FIRST_BUCKET_SLOT]! += n;
        }
        cohorts.set(cohort, { moments, counts });
      }
    }
    return new FoldedPopulation(fold, next);
  }

  private of(metric: MetricId, cohort: Cohort): Folded {
    return this.byMetric.get(metric)?.get(cohort) ?? NOBODY;
  }
}
