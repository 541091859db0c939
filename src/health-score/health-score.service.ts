import { Injectable } from '@nestjs/common';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import type { PhrasesOf } from '../health-records/metric-phrases.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import { PopulationService } from '../population/population.service.js';
import type { MetricId } from '../scoring/metrics.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { explainedScore } from './explained-score.js';
import type { HealthScore } from './health-score.dto.js';

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
    return explainedScore(userId, await this.population.userAmongOthers(userId), this.phrases);
  }
}
