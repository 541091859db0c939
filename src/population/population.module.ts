import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';
import { DailySummariesController } from './daily-summaries.controller.js';
import { DailySummariesService } from './daily-summaries.service.js';
import { PopulationService } from './population.service.js';
import { RollOverService } from './roll-over.service.js';

@Module({
  controllers: [DailySummariesController],
  providers: [BookkeepingService, PopulationService, RollOverService, DailySummariesService, , ,],
  exports: [BookkeepingService, PopulationService, RollOverService],
})
export class PopulationModule {}
