import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { PopulationModule } from '../population/population.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { HealthScoreHistoryController } from './health-score-history.controller.js';
import { HealthScoreHistoryService } from './health-score-history.service.js';
import { HealthScoreSimulationController } from './health-score-simulation.controller.js';
import { HealthScoreController } from './health-score.controller.js';
import { HealthScoreService } from './health-score.service.js';

@Module({
  imports: [PopulationModule, PhysicalActivityModule, SleepModule, BloodTestsModule],
  controllers: [HealthScoreController, HealthScoreHistoryController, HealthScoreSimulationController],
  providers: [HealthScoreService, HealthScoreHistoryService],
  exports: [HealthScoreHistoryService],
})
export class HealthScoreModule {}
