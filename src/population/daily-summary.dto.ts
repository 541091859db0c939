import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PageDto } from '../http/page.dto.js';
import { DAILY_METRICS, type DailyMetric } from './daily-totals.js';
import { SOURCE_KINDS, type SourceKind } from './facts.js';
import { LocalDaysQuery } from './local-days-query.dto.js';

const DAILY_METRIC_IDS = Object.keys(DAILY_METRICS) as DailyMetric[];

/** The most sources told of one day. */
export const MOST_SOURCES = 100;

/** The measures of a local day; null where there is no record, which is not zero. */
export abstract class DailyMeasures {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 8421 })
  steps: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 6120.5 })
  distanceMeters: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 412 })
  activeEnergyKilocalories: number | null;

  /** Time at moderate intensity, 3 to 6 MET */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 1800 })
  moderateSeconds: number | null;

  /** Time at vigorous intensity, 6 MET and more */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 600 })
  vigorousSeconds: number | null;

  /** Time asleep in the sessions from which the person woke on that day; what overlaps is counted once */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 26100 })
  totalSleepSeconds: number | null;
}

@ApiSchema({ description: 'Who or what measured.' })
export class DailySource {
  @ApiProperty({ maxLength: 100, example: 'Apple Watch' })
  name: string;

  @ApiProperty({ enum: SOURCE_KINDS, enumName: 'SourceKind', example: 'watch' })
  kind: SourceKind;
}

@ApiSchema({ description: 'What one source says of a local day, and what of it counts.' })
export class SourceOfDay extends DailyMeasures {
  source: DailySource;

  /** Activities with a part on that day */
  @ApiProperty({ type: 'integer', minimum: 0, example: 3 })
  activityCount: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  sleepSessionCount: number;

  /** The metrics for which the day's totals are those of this source; `intensity` is moderate and vigorous time together */
  @ApiProperty({ enum: DAILY_METRIC_IDS, enumName: 'DailyMetric', isArray: true, maxItems: 5, example: ['steps', 'intensity'] })
  countsFor: DailyMetric[];
}

@ApiSchema({
  description:
    "Whether the day's totals lie within the bounds between which the health score believes them. Today never counts, being partial.",
})
export class ValidForScore {
  /** 100 to 100,000 steps */
  @ApiProperty({ example: true })
  steps: boolean;

  /** 120 to 1,080 minutes asleep */
  @ApiProperty({ example: true })
  sleep: boolean;
}

@ApiSchema({
  description:
    'A local day on which something is recorded. Sources are never added together: for each metric exactly one counts.',
})
export class DailySummary extends DailyMeasures {
  @ApiProperty({ format: 'date', maxLength: 10, example: '2026-11-01' })
  localDate: string;

  validForScore: ValidForScore;

  /** Every source with a record of the day, those that count first; the first hundred where there are more */
  @ApiProperty({ type: [SourceOfDay], maxItems: MOST_SOURCES })
  sources: SourceOfDay[];
}

export class ListDailySummariesQuery extends LocalDaysQuery {}

@ApiSchema({ description: 'A part of the list of local days.' })
export class DailySummaryPage {
  @ApiProperty({ type: [DailySummary], maxItems: 200 })
  data: DailySummary[];

  page: PageDto;
}
