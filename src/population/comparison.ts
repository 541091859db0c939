import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
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

/** People of a cohort in lower buckets than the user's, and in the same one. */
export interface CohortRanks {
  metric: MetricId;
  cohort: Cohort;
  below: string;
  equal: string;
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

  /** How the others of a cohort lie about the user; null where that was not asked of the cohort. */
  ranks(metric: MetricId, cohort: Cohort): RankCounts | null {
    const ranking = this.rankings.find((each) => each.metric === metric && each.cohort === cohort);
    if (!ranking) return null;
    const [below, equal] = [Number(ranking.below), Number(ranking.equal)];
    return { below, equal: equal - 1, above: Number(this.within(metric, cohort).n) - below - equal };
  }

  private within(metric: MetricId, cohort: Cohort): Moments {
    return this.sums
      .filter((sums) => sums.metric === metric && cohortChain(sums.cohort).includes(cohort))
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
