import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';
import { PopulationService } from './population.service.js';
import { RollOverService } from './roll-over.service.js';

@Module({
  providers: [BookkeepingService, PopulationService, RollOverService],
  exports: [BookkeepingService, PopulationService, RollOverService],
})
export class PopulationModule {}
