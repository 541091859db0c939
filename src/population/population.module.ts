import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';
import { CompactionService } from './compaction.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { PopulationService } from './population.service.js';
import { RollOverService } from './roll-over.service.js';

@Module({
  providers: [BookkeepingService, PopulationService, RollOverService, CompactionService, HousekeepingService],
  exports: [BookkeepingService, PopulationService, RollOverService, CompactionService],
})
export class PopulationModule {}
