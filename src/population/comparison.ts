import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { CohortMoments, Moments } from '../scoring/standing.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT, type LedgerEntry } from './ledger.js';

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

const momentsOf = ({ n, s, q, s_raw, q_raw }: CohortSums): Moments => ({
  n: BigInt(n),
  s: BigInt(s),
  q: BigInt(q),
  sRaw: BigInt(s_raw),
  qRaw: BigInt(q_raw),
});

const plus = (a: Moments, b: Moments): Moments => ({
  n: a.n + b.n,
  s: a.s + b.s,
  q: a.q + b.q,
  sRaw: a.sRaw + b.sRaw,
  qRaw: a.qRaw + b.qRaw,
});

/** The population as one user sees it; a cohort is the sum of the finest cohorts within it. */
export class Comparison {
  private readonly moments = new Map<string, Moments>();

  constructor(
    private readonly sums: readonly CohortSums[],
    private readonly rankings: readonly CohortRanks[],
  ) {
    for (const row of sums) {
      const moments = momentsOf(row);
      for (const cohort of cohortChain(row.cohort)) {
        this.moments.set(`${row.metric} ${cohort}`, plus(this.of(row.metric, cohort), moments));
      }
    }
  }

  /** The moments of each cohort the user is in, wide to narrow, the user counted in. */
  chain(metric: MetricId, finest: Cohort): CohortMoments[] {
    return cohortChain(finest).map((cohort) => ({ cohort, moments: this.of(metric, cohort) }));
  }

  /** How the others of a cohort lie about the user, who is in that bucket; null where that was not asked. */
  ranks(metric: MetricId, cohort: Cohort, bucket: number): RankCounts | null {
    const ranking = this.rankings.find((each) => each.metric === metric && each.cohort === cohort && each.bucket === bucket);
    if (!ranking) return null;
    const { below, equal } = ranking;
    return { below, equal: equal - 1, above: Number(this.of(metric, cohort).n) - below - equal };
  }

  /** The same population with additions to a cohort that is within all that were asked about. */
  with(entries: readonly LedgerEntry[]): Comparison {
    const moments = entries.filter(({ slot }) => slot === MOMENTS_SLOT).map((entry) => ({ ...entry, n: `${entry.n}` }));
    const rankings = this.rankings.map((ranking) => entries.reduce(rankingWith, ranking));
    return new Comparison([...this.sums, ...moments], rankings);
  }

  private of(metric: MetricId, cohort: Cohort): Moments {
    return this.moments.get(`${metric} ${cohort}`) ?? NOBODY;
  }
}

function rankingWith(ranking: CohortRanks, { metric, slot, n }: LedgerEntry): CohortRanks {
  const bucket = slot - FIRST_BUCKET_SLOT;
  if (metric !== ranking.metric || bucket < 0 || bucket > ranking.bucket) return ranking;
  return bucket < ranking.bucket ? { ...ranking, below: ranking.below + n } : { ...ranking, equal: ranking.equal + n };
}
