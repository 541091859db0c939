import type { HealthScore } from './health-score.dto.js';
import type { HealthScoreSimulation } from './health-score-simulation.dto.js';

/** A score beside the one that it would be, and what makes the difference. */
export function simulatedScore(current: HealthScore, simulated: HealthScore): HealthScoreSimulation {
  const changes = current.metrics
    .map(({ metric, points: pointsBefore }, i) => ({ metric, pointsBefore, pointsAfter: simulated.metrics[i]!.points }))
    .filter(({ pointsBefore, pointsAfter }) => pointsBefore !== null || pointsAfter !== null)
    .map((points) => ({ ...points, change: (points.pointsAfter ?? 0) - (points.pointsBefore ?? 0) }));
  const scoreChange = current.score === null || simulated.score === null ? null : simulated.score - current.score;
  return { current, simulated, scoreChange, changes };
}
