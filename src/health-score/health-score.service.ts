import { Injectable } from '@nestjs/common';
import { PopulationService } from '../population/population.service.js';
import { explainedScore } from './explained-score.js';
import type { HealthScore } from './health-score.dto.js';

@Injectable()
export class HealthScoreService {
  constructor(private readonly population: PopulationService) {}

  /**
   * The user's score now, explained.
   * @throws Problem 404 when there is no such user
   */
  async find(userId: string): Promise<HealthScore> {
    return explainedScore(userId, await this.population.userAmongOthers(userId));
  }
}
