import { Module } from '@nestjs/common';
import { PopulationModule } from '../population/population.module.js';
import { HealthScoreController } from './health-score.controller.js';
import { HealthScoreService } from './health-score.service.js';

@Module({
  imports: [PopulationModule],
  controllers: [HealthScoreController],
  providers: [HealthScoreService],
})
export class HealthScoreModule {}
