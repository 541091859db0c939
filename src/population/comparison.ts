import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { CohortMoments, Moments } from '../scoring/standing.js';
import { FoldedPopulation, plusSums, type PlaceSums } from './folded-population.js';
import { FIRST_BUCKET_SLOT, ledgerEntries, MOMENTS_SLOT, type Booking, type LedgerEntry } from './ledger.js';

/** What everybody's figures of one metric add up to in one finest cohort; integers as text. */
export interface CohortSums {
  metric: MetricId;
  cohort: Cohort;
  n: string;
  s: string;
  q: string;
  s_raw: string;
  q_raw: string;
}

/** The sums among the columns of {@link CohortSums}, over rows of the ledger `l`. */
export const COHORT_SUMS = ['n', 's', 'q', 's_raw', 'q_raw'].map((column) => `sum(l.${column})::text AS ${column}`).join(', ');

const sumsOf = ({ metric, cohort, n, s, q, s_raw, q_raw }: CohortSums | LedgerEntry, slot: number): PlaceSums => [
  metric,
  cohort,
  slot,
  Number(n),
  s,
  q,
  s_raw,
  q_raw,
];

const NOTHING: readonly PlaceSums[] = [];

/** The population as one user sees it: what is folded, and additions; a cohort is the sum of the finest cohorts within it. */
export class Comparison {
  private readonly byMetric = new Map<MetricId, PlaceSums[]>();

  private constructor(
    private readonly folded: FoldedPopulation,
    private readonly added: readonly PlaceSums[],
  ) {
    for (const entry of added) {
      const others = this.byMetric.get(entry[0]);
      if (others) others.push(entry);
      else this.byMetric.set(entry[0], [entry]);
    }
  }

  /** Of the sums of all finest cohorts, in which nobody is ranked. */
  static ofFinest(sums: readonly CohortSums[]): Comparison {
    const moments = sums.map((each) => sumsOf(each, MOMENTS_SLOT));
    return new Comparison(FoldedPopulation.EMPTY.with(moments, null), []);
  }

  /** Of what is folded, and of what was added since then. */
  static of(folded: FoldedPopulation, fresh: readonly PlaceSums[]): Comparison {
    return new Comparison(folded, fresh);
  }

  /** The moments of each cohort the user is in, wide to narrow, the user counted in. */
  chain(metric: MetricId, finest: Cohort): CohortMoments[] {
    return cohortChain(finest).map((cohort) => ({ cohort, moments: this.momentsOf(metric, cohort) }));
  }

  /** How the others of a cohort lie about the user, who is in that bucket. */
  ranks(metric: MetricId, cohort: Cohort, bucket: number): RankCounts {
    let { below, equal } = this.folded.about(metric, cohort, bucket);
    for (const [, , slot, n] of this.addedTo(metric, cohort)) {
      if (slot < FIRST_BUCKET_SLOT) continue;
      if (slot < FIRST_BUCKET_SLOT + bucket) below += n;
      else if (slot === FIRST_BUCKET_SLOT + bucket) equal += n;
    }
    return { below, equal: equal - 1, above: Number(this.momentsOf(metric, cohort).n) - below - equal };
  }

  /** The same population with the user counted in who is not shared: to take out again, as everybody is who is compared with others. */
  withOneself(own: Booking): Comparison {
    return this.with(ledgerEntries({ cohort: own.cohort, figures: [] }, own));
  }

  /** The same population with additions to a cohort that is within all that are asked about. */
  with(entries: readonly LedgerEntry[]): Comparison {
    return new Comparison(this.folded, [...this.added, ...entries.map((entry) => sumsOf(entry, entry.slot))]);
  }

  private momentsOf(metric: MetricId, cohort: Cohort): Moments {
    let moments = this.folded.moments(metric, cohort);
    for (const entry of this.addedTo(metric, cohort)) if (entry[2] === MOMENTS_SLOT) moments = plusSums(moments, entry);
    return moments;
  }

  private addedTo(metric: MetricId, cohort: Cohort): readonly PlaceSums[] {
    return this.byMetric.get(metric)?.filter(([, finest]) => cohortChain(finest).includes(cohort)) ?? NOTHING;
  }
}
