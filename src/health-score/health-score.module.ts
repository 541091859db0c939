import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { PopulationModule } from '../population/population.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { HealthScoreController } from './health-score.controller.js';
import { HealthScoreService } from './health-score.service.js';

@Module({
  imports: [PopulationModule, PhysicalActivityModule, SleepModule, BloodTestsModule],
  controllers: [HealthScoreController],
  providers: [HealthScoreService],
})
export class HealthScoreModule {}
