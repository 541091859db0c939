import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import type { RankCounts } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { CohortMoments, Moments } from '../scoring/standing.js';
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

/** People of a cohort in lower buckets than one that was asked about, and in it. */
export interface CohortRanks {
  metric: MetricId;
  cohort: Cohort;
  bucket: number;
  below: number;
  equal: number;
}

/**
 * What everybody's figures of one metric add up to in a ring about a user: 3, the user's sex and age band; 2, others of the user's
 * sex; 1, all others. Integers as text.
 */
export type RingSums = readonly [metric: MetricId, ring: 1 | 2 | 3, n: string, s: string, q: string, sRaw: string, qRaw: string];

const NOBODY: Moments = { n: 0n, s: 0n, q: 0n, sRaw: 0n, qRaw: 0n };

const momentsOf = ({ n, s, q, s_raw, q_raw }: Sums): Moments => ({
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

type Sums = Pick<CohortSums, 's' | 'q' | 's_raw' | 'q_raw'> & { metric: MetricId; cohort: Cohort; n: string | number };

const keyOf = (metric: MetricId, cohort: Cohort): string => `${metric} ${cohort}`;

/** Moments by metric and cohort, with sums added to every cohort that their members are in. */
function withSums(moments: ReadonlyMap<string, Moments>, sums: readonly Sums[]): ReadonlyMap<string, Moments> {
  const all = new Map(moments);
  for (const row of sums) {
    const added = momentsOf(row);
    for (const circle of cohortChain(row.cohort)) {
      const key = keyOf(row.metric, circle);
      all.set(key, plus(all.get(key) ?? NOBODY, added));
    }
  }
  return all;
}

/** The population as one user sees it; a cohort is the sum of the finest cohorts within it. */
export class Comparison {
  private constructor(
    private readonly moments: ReadonlyMap<string, Moments>,
    private readonly rankings: readonly CohortRanks[],
  ) {}

  /** Of the sums of all finest cohorts. */
  static ofFinest(sums: readonly CohortSums[]): Comparison {
    return new Comparison(withSums(new Map(), sums), []);
  }

  /** Of the sums of the rings about a user of a cohort, and how others lie about what was asked. */
  static ofRings(finest: Cohort, sums: readonly RingSums[], rankings: readonly CohortRanks[]): Comparison {
    const [everybody, sex = everybody] = cohortChain(finest) as [Cohort, Cohort?];
    const rings = { 1: everybody, 2: sex, 3: finest };
    const members = sums.map(([metric, ring, n, s, q, s_raw, q_raw]) => ({ metric, cohort: rings[ring], n, s, q, s_raw, q_raw }));
    return new Comparison(withSums(new Map(), members), rankings);
  }

  /** The moments of each cohort the user is in, wide to narrow, the user counted in. */
  chain(metric: MetricId, finest: Cohort): CohortMoments[] {
    return cohortChain(finest).map((cohort) => ({ cohort, moments: this.of(metric, cohort) }));
  }

  /** How many others a cohort that the user is counted in has. */
  others(metric: MetricId, cohort: Cohort): number {
    return Number(this.of(metric, cohort).n) - 1;
  }

  /** How the others of a cohort lie about the user, who is in that bucket; null where that was not asked. */
  ranks(metric: MetricId, cohort: Cohort, bucket: number): RankCounts | null {
    const ranking = this.rankings.find((each) => each.metric === metric && each.cohort === cohort && each.bucket === bucket);
    if (!ranking) return null;
    const { below, equal } = ranking;
    return { below, equal: equal - 1, above: Number(this.of(metric, cohort).n) - below - equal };
  }

  /** The same population with the user counted in who is not shared: to take out again, as everybody is who is compared with others. */
  withOneself(own: Booking): Comparison {
    return this.with(ledgerEntries({ cohort: own.cohort, figures: [] }, own));
  }

  /** The same population with additions to a cohort that is within all that were asked about. */
  with(entries: readonly LedgerEntry[]): Comparison {
    const additions = entries.filter(({ slot }) => slot === MOMENTS_SLOT);
    const rankings = this.rankings.map((ranking) => entries.reduce(rankingWith, ranking));
    return new Comparison(withSums(this.moments, additions), rankings);
  }

  private of(metric: MetricId, cohort: Cohort): Moments {
    return this.moments.get(keyOf(metric, cohort)) ?? NOBODY;
  }
}

function rankingWith(ranking: CohortRanks, { metric, slot, n }: LedgerEntry): CohortRanks {
  const bucket = slot - FIRST_BUCKET_SLOT;
  if (metric !== ranking.metric || bucket < 0 || bucket > ranking.bucket) return ranking;
  return bucket < ranking.bucket ? { ...ranking, below: ranking.below + n } : { ...ranking, equal: ranking.equal + n };
}
