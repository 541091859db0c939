import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';

@Module({
  providers: [BookkeepingService],
  exports: [BookkeepingService],
})
export class PopulationModule {}
