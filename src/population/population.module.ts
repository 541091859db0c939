import { Module } from '@nestjs/common';
import { BookkeepingService } from './bookkeeping.service.js';
import { CompactionService } from './compaction.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { DailySummariesController } from './daily-summaries.controller.js';
import { DailySummariesService } from './daily-summaries.service.js';
import { KeptRepliesService } from './kept-replies.service.js';
import { PopulationFoldsService } from './population-folds.service.js';
import { PopulationSnapshotsService } from './population-snapshots.service.js';
import { PopulationStatisticsController } from './population-statistics.controller.js';
import { PopulationStatisticsService } from './population-statistics.service.js';
import { PopulationService } from './population.service.js';
import { RollOverService } from './roll-over.service.js';
import { TrendsController } from './trends.controller.js';
import { TrendsService } from './trends.service.js';

@Module({
  controllers: [DailySummariesController, TrendsController, PopulationStatisticsController],
  providers: [
    BookkeepingService,
    PopulationService,
    RollOverService,
    CompactionService,
    PopulationFoldsService,
    HousekeepingService,
    PopulationSnapshotsService,
    KeptRepliesService,
    DailySummariesService,
    TrendsService,
    PopulationStatisticsService,
  ],
  exports: [
    BookkeepingService,
    PopulationService,
    RollOverService,
    CompactionService,
    PopulationSnapshotsService,
    KeptRepliesService,
  ],
})
export class PopulationModule {}
