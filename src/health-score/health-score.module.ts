import { Module } from '@nestjs/common';
import { PopulationModule } from '../population/population.module.js';
import { HealthScoreHistoryController } from './health-score-history.controller.js';
import { HealthScoreHistoryService } from './health-score-history.service.js';
import { HealthScoreController } from './health-score.controller.js';
import { HealthScoreService } from './health-score.service.js';

@Module({
  imports: [PopulationModule],
  controllers: [HealthScoreController, HealthScoreHistoryController],
  providers: [HealthScoreService, HealthScoreHistoryService],
})
export class HealthScoreModule {}
