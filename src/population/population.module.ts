import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';
import { DailySummariesController } from './daily-summaries.controller.js';
import { DailySummariesService } from './daily-summaries.service.js';
import { PopulationService } from './population.service.js';
import { RollOverService } from './roll-over.service.js';
import { TrendsController } from './trends.controller.js';
import { TrendsService } from './trends.service.js';

@Module({
  controllers: [DailySummariesController, TrendsController],
  providers: [BookkeepingService, PopulationService, RollOverService, DailySummariesService, TrendsService, ,],
  exports: [BookkeepingService, PopulationService, RollOverService],
})
export class PopulationModule {}
