import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { CohortMoments, Moments } from '../scoring/standing.js';

/** What everybody's figures of one metric add up to in one finest cohort, and how they lie about the user's own bucket. */
export interface CohortSums {
  metric: MetricId;
  cohort: Cohort;
  n: string;
  s: string;
  q: string;
  s_raw: string;
  q_raw: string;
  /** People in lower buckets than the user's, and in the same one. */
  below: string;
  equal: string;
}

type Sums = Moments & { below: bigint; equal: bigint };

const NOBODY: Sums = { n: 0n, s: 0n, q: 0n, sRaw: 0n, qRaw: 0n, below: 0n, equal: 0n };

/** The population as one user sees it; a cohort is the sum of the finest cohorts within it. */
export class Comparison {
  constructor(private readonly sums: readonly CohortSums[]) {}

  /** The moments of each cohort the user is in, wide to narrow, the user counted in. */
  chain(metric: MetricId, finest: Cohort): CohortMoments[] {
    return cohortChain(finest).map((cohort) => ({ cohort, moments: this.within(metric, cohort) }));
  }

  /** How the others of a cohort lie about the user. */
  ranks(metric: MetricId, cohort: Cohort): RankCounts {
    const { n, below, equal } = this.within(metric, cohort);
    return { below: Number(below), equal: Number(equal) - 1, above: Number(n - below - equal) };
  }

  private within(metric: MetricId, cohort: Cohort): Sums {
    return this.sums
      .filter((sums) => sums.metric === metric && cohortChain(sums.cohort).includes(cohort))
      .reduce<Sums>(
        (total, sums) => ({
          n: total.n + BigInt(sums.n),
          s: total.s + BigInt(sums.s),
          q: total.q + BigInt(sums.q),
          sRaw: total.sRaw + BigInt(sums.s_raw),
          qRaw: total.qRaw + BigInt(sums.q_raw),
          below: total.below + BigInt(sums.below),
          equal: total.equal + BigInt(sums.equal),
        }),
        NOBODY,
      );
  }
}
