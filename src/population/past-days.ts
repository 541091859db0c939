import type { Cohort } from '../scoring/cohorts.js';
import type { ALGORITHM_VERSION, MetricId } from '../scoring/metrics.js';
import { Comparison, type CohortSums } from './comparison.js';
import type { FigureId, ScoredRow } from './figure-rows.js';
import type { PastFigures } from './past-figures.js';

/** A user's figures at the end of a local day, and the population as it was then, by the definition of that version. */
export interface PastDay {
  asOf: string;
  algorithmVersion: typeof ALGORITHM_VERSION;
  cohort: Cohort;
  figures: ReadonlyMap<FigureId, ScoredRow>;
  comparison: Comparison;
}

/** The days kept of a user ($1), the latest first: from $3 to $4, before $5, so many ($6); and whether a roll-over is due now ($2). */
export const READ_PAST_DAYS = `
SELECT s.rolls_at <= $2 AS "isDue", (
  SELECT coalesce(json_agg(d), '[]') FROM (
    SELECT p.as_of AS "asOf", p.cohort, p.figures, p.was_shared AS "wasShared", n.algorithm_version AS "algorithmVersion", n.sums
    FROM past_figures p JOIN population_snapshots n ON n.id = p.snapshot_id
    WHERE p.user_id = s.user_id AND p.as_of BETWEEN coalesce($3::date, '-infinity') AND coalesce($4::date, 'infinity')
      AND p.as_of < coalesce($5::date, 'infinity')
    ORDER BY p.as_of DESC LIMIT $6) d) AS days
FROM user_states s WHERE s.user_id = $1`;

/** A {@link PastDay} as it is kept. */
export type PastDayRow = Omit<PastDay, 'figures' | 'comparison'> &
  Pick<PastFigures, 'figures'> & { sums: CohortSums[]; wasShared: boolean | null };

/** Makes of what is kept what can be scored, which takes the longer the more cohorts there are. */
export function toPastDay({ figures, sums, wasShared, ...day }: PastDayRow): PastDay {
  const rows = Object.entries(figures).map(([metric, [numerator, denominator, x, x_raw]]) => ({
    metric: metric as MetricId,
    numerator,
    denominator,
    x,
    x_raw,
    bucket: null, // there are no ranks of it
  }));
  const everybody = Comparison.ofFinest(sums);
  return {
    ...day,
    figures: new Map(rows.map((row) => [row.metric, row])),
    comparison: wasShared === false ? everybody.withOneself({ cohort: day.cohort, figures: rows }) : everybody,
  };
}
