import type { PastDay } from '../population/past-days.js';
import { METRIC_IDS, type ALGORITHM_VERSION } from '../scoring/metrics.js';
import type { HealthScorePoint } from './health-score-history.dto.js';
import { placementOf, valueOf } from './placement.js';

/** How figures are placed by each version that days were kept under. A version that follows leaves the functions of this one here. */
const PLACEMENTS: Readonly<Record<typeof ALGORITHM_VERSION, typeof placementOf>> = { 'HS-1.0': placementOf };

/** The score of a user at the end of a day that is over, computed again from what was kept of it. */
export function pastScore(day: PastDay): HealthScorePoint {
  const { standings, composition } = PLACEMENTS[day.algorithmVersion](day);
  return {
    asOf: day.asOf,
    status: composition.status,
    score: composition.score,
    coverage: composition.coverage,
    algorithmVersion: day.algorithmVersion,
    metrics: METRIC_IDS.filter((id) => standings.has(id)).map((id) => ({
      metric: id,
      value: valueOf(day.figures, id)!,
      zScore: standings.get(id)?.zScore ?? null,
      points: composition.metrics[id]?.points ?? null,
    })),
  };
}
