import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { Group } from './group-statistics.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from './ledger.js';

/** One place of the ledger, added up: the moments of a finest cohort, or the people in one bucket of its histogram. */
export interface PopulationCell {
  metric: MetricId;
  cohort: Cohort;
  slot: number;
  n: number;
  s_raw: string;
  q_raw: string;
}

/** The moments and the histograms of everybody as rows, of the metrics in `$1`. */
export const CELLS = `SELECT metric, cohort, slot, sum(n)::int AS n, sum(s_raw)::text AS s_raw, sum(q_raw)::text AS q_raw
  FROM population_ledger WHERE metric = ANY ($1::text[])
  GROUP BY metric, cohort, slot`;

/** The population by metric and cohort; a cohort is the sum of the finest cohorts within it. */
export class PopulationGroups {
  private readonly groups = new Map<string, Group>();

  constructor(cells: readonly PopulationCell[]) {
    for (const cell of cells) for (const cohort of cohortChain(cell.cohort)) add(this.get(cell.metric, cohort), cell);
  }

  get(metric: MetricId, cohort: Cohort): Group {
    const key = `${metric} ${cohort}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { n: 0n, sRaw: 0n, qRaw: 0n, counts: Array<number>(HISTOGRAM_BUCKETS).fill(0) };
      this.groups.set(key, group);
    }
    return group;
  }
}

function add(group: Group, { slot, n, s_raw, q_raw }: PopulationCell): void {
  if (slot === MOMENTS_SLOT) {
    group.n += BigInt(n);
    group.sRaw += BigInt(s_raw);
    group.qRaw += BigInt(q_raw);
  } else if (slot >= FIRST_BUCKET_SLOT) {
    group.counts[slot - FIRST_BUCKET_SLOT]! += n;
  }
}
