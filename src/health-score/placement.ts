import type { Comparison } from '../population/comparison.js';
import type { FigureId, ScoredRow } from '../population/figure-rows.js';
import type { Cohort } from '../scoring/cohorts.js';
import { compose, type Composition } from '../scoring/composition.js';
import { METRIC_IDS, type MetricId } from '../scoring/metrics.js';
import { standing, type Standing } from '../scoring/standing.js';

type Figures = ReadonlyMap<FigureId, ScoredRow>;

/** Whose place is asked for: figures, in the cohort of a population that has them in it. */
export interface Placed {
  cohort: Cohort;
  figures: Figures;
  comparison: Comparison;
}

/** Where a user stands in each metric with a figure, null where there are too few others, and what that makes together. */
export interface Placement {
  standings: ReadonlyMap<MetricId, Standing | null>;
  composition: Composition;
}

/** Places a user among the others. */
export function placementOf(user: Placed): Placement {
  const standings = new Map(
    METRIC_IDS.filter((id) => valueOf(user.figures, id) !== null).map((id) => [id, standingIn(id, user)]),
  );
  const composition = compose(Object.fromEntries([...standings].map(([id, each]) => [id, each?.zScore ?? null])));
  return { standings, composition };
}

/** The figure of a metric in its unit; null where there is none. */
export const valueOf = (figures: Figures, id: FigureId): number | null => {
  const row = figures.get(id);
  return row?.numerator == null ? null : row.numerator / row.denominator!;
};

function standingIn(id: MetricId, { figures, comparison, cohort }: Placed): Standing | null {
  const { x, x_raw } = figures.get(id)!;
  return standing(id, { x: BigInt(x!), xRaw: BigInt(x_raw!) }, comparison.chain(id, cohort));
}
