import { cohortChain, type Cohort } from '../scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import type { MetricId } from '../scoring/metrics.js';
import type { Group } from './group-statistics.js';

/** The figures of one metric in one bucket of the histogram and one finest cohort, added up. */
export interface PopulationCell {
  metric: MetricId;
  cohort: Cohort;
  bucket: number;
  n: number;
  s_raw: string;
  q_raw: string;
}

/** The cells of everybody as rows of JSON, of the metrics in `$1`: integers that can be added, set-based over the stored figures. */
export const CELLS = `SELECT f.metric, p.cohort, f.bucket, count(*) AS n,
    sum(f.x_raw)::text AS s_raw, sum(f.x_raw::numeric * f.x_raw)::text AS q_raw
  FROM figures f JOIN user_states p ON p.user_id = f.user_id
  WHERE f.metric = ANY ($1::text[]) AND f.x IS NOT NULL
  GROUP BY f.metric, p.cohort, f.bucket`;

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

function add(group: Group, { bucket, n, s_raw, q_raw }: PopulationCell): void {
  group.n += BigInt(n);
  group.sRaw += BigInt(s_raw);
  group.qRaw += BigInt(q_raw);
  group.counts[bucket]! += n;
}
