import { Injectable } from '@nestjs/common';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import type { PhrasesOf } from '../health-records/metric-phrases.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import { figureRow } from '../population/figure-rows.js';
import { PopulationService } from '../population/population.service.js';
import { supposing } from '../population/supposition.js';
import { hypotheticalFigure } from '../scoring/figure.js';
import { METRIC_IDS, type MetricId } from '../scoring/metrics.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { explainedScore } from './explained-score.js';
import type { HealthScoreSimulation, SupposedFigures } from './health-score-simulation.dto.js';
import type { HealthScore } from './health-score.dto.js';
import { scoreDuration } from './score-metrics.js';
import { simulatedScore } from './simulated-score.js';

@Injectable()
export class HealthScoreService {
  private readonly phrases: PhrasesOf<MetricId>;

  constructor(
    private readonly population: PopulationService,
    activities: PhysicalActivitiesService,
    sleepSessions: SleepSessionsService,
    bloodTests: BloodTestsService,
  ) {
    this.phrases = { ...activities.metricPhrases, ...sleepSessions.metricPhrases, ...bloodTests.metricPhrases };
  }

  /**
   * The user's score now, explained.
   * @throws Problem 404 when there is no such user
   */
  async find(userId: string): Promise<HealthScore> {
    const stop = scoreDuration.startTimer();
    const score = explainedScore(userId, await this.population.userAmongOthers(userId), this.phrases);
    stop();
    return score;
  }

  /**
   * The user's score now, and what it would be with these figures; both of one snapshot.
   * @throws Problem 404 when there is no such user
   */
  async simulate(userId: string, figures: SupposedFigures): Promise<HealthScoreSimulation> {
    const supposed = METRIC_IDS.flatMap((id) => {
      const value = figures[id];
      return value === undefined ? [] : [figureRow(id, hypotheticalFigure(value))];
    });
    const user = await this.population.userAmongOthers(userId);
    const [current, simulated] = [user, supposing(user, supposed)].map((one) => explainedScore(userId, one, this.phrases));
    return simulatedScore(current!, simulated!);
  }
}
