import { cohortChain, isWithin, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT, type LedgerEntry } from './ledger.js';
import type { CohortMoments, Moments } from '../scoring/standing.js';

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

/** People of a cohort in lower buckets than one that was asked about, and in it. */
export interface CohortRanks {
  metric: MetricId;
  cohort: Cohort;
  bucket: number;
  below: number;
  equal: number;
}

const NOBODY: Moments = { n: 0n, s: 0n, q: 0n, sRaw: 0n, qRaw: 0n };

/** The population as one user sees it; a cohort is the sum of the finest cohorts within it. */
export class Comparison {
  constructor(
    private readonly sums: readonly CohortSums[],
    private readonly rankings: readonly CohortRanks[],
  ) {}

  /** The moments of each cohort the user is in, wide to narrow, the user counted in. */
  chain(metric: MetricId, finest: Cohort): CohortMoments[] {
    return cohortChain(finest).map((cohort) => ({ cohort, moments: this.within(metric, cohort) }));
  }

  /** How the others of a cohort lie about the user, who is in that bucket; null where that was not asked. */
  ranks(metric: MetricId, cohort: Cohort, bucket: number): RankCounts | null {
    const ranking = this.rankings.find((each) => each.metric === metric && each.cohort === cohort && each.bucket === bucket);
    if (!ranking) return null;
    const { below, equal } = ranking;
    return { below, equal: equal - 1, above: Number(this.within(metric, cohort).n) - below - equal };
  }

  /** The population with additions, in a cohort that all those asked about contain. */
  plus(entries: readonly LedgerEntry[]): Comparison {
    const moments = entries.filter(({ slot }) => slot === MOMENTS_SLOT).map((entry) => ({ ...entry, n: `${entry.n}` }));
    return new Comparison(
      [...this.sums, ...moments],
      this.rankings.map((ranking) => entries.reduce(counting, ranking)),
    );
  }

  private within(metric: MetricId, cohort: Cohort): Moments {
    return this.sums
      .filter((sums) => sums.metric === metric && isWithin(sums.cohort, cohort))
      .reduce<Moments>(
        (total, sums) => ({
          n: total.n + BigInt(sums.n),
          s: total.s + BigInt(sums.s),
          q: total.q + BigInt(sums.q),
          sRaw: total.sRaw + BigInt(sums.s_raw),
          qRaw: total.qRaw + BigInt(sums.q_raw),
        }),
        NOBODY,
      );
  }
}

function counting(ranking: CohortRanks, { metric, slot, n }: LedgerEntry): CohortRanks {
  const bucket = slot - FIRST_BUCKET_SLOT;
  if (metric !== ranking.metric || bucket < 0 || bucket > ranking.bucket) return ranking;
  return bucket < ranking.bucket ? { ...ranking, below: ranking.below + n } : { ...ranking, equal: ranking.equal + n };
}
