import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PageDto } from '../http/page.dto.js';
import { LocalDaysQuery } from '../population/local-days-query.dto.js';
import { SCORE_STATUSES, type ScoreStatus } from '../scoring/composition.js';
import { ALGORITHM_VERSION, METRIC_IDS, type MetricId } from '../scoring/metrics.js';

export class ListHealthScoreHistoryQuery extends LocalDaysQuery {}

@ApiSchema({ description: 'What one metric had to do with a score of the past.' })
export class MetricPoint {
  @ApiProperty({ enum: METRIC_IDS, enumName: 'Metric' })
  metric: MetricId;

  /** The user's figure, in the unit that the health score tells */
  @ApiProperty({ minimum: 0, example: 9120.5 })
  value: number;

  /** As in the health score; null where there were not two others to compare with */
  @ApiProperty({ type: Number, nullable: true, minimum: -3, maximum: 3, example: 0.42 })
  zScore: number | null;

  /** How far it moved the score up or down from 50; null where there was no score */
  @ApiProperty({ type: Number, nullable: true, example: 3.1 })
  points: number | null;
}

@ApiSchema({ description: 'The health score of a user as it was at the end of a local day. It never changes afterwards.' })
export class HealthScorePoint {
  /** The local day, at the end of which this was the score */
  @ApiProperty({ format: 'date', example: '2026-11-22' })
  asOf: string;

  @ApiProperty({ enum: SCORE_STATUSES, enumName: 'ScoreStatus' })
  status: ScoreStatus;

  /** Reads as a percentile: 50 was the middle of the population. Null unless scored */
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 100, example: 57.3 })
  score: number | null;

  /** The share of the full score that the metrics made up */
  @ApiProperty({ minimum: 0, maximum: 1, example: 1 })
  coverage: number;

  /** The definition by which it was computed */
  @ApiProperty({ maxLength: 20, example: ALGORITHM_VERSION })
  algorithmVersion: string;

  /** Those of which the user had a figure */
  @ApiProperty({ type: [MetricPoint], minItems: 1, maxItems: METRIC_IDS.length })
  metrics: MetricPoint[];
}

@ApiSchema({ description: 'Past health scores of a user, the latest first.' })
export class HealthScorePointPage {
  @ApiProperty({ type: [HealthScorePoint], maxItems: 200 })
  data: HealthScorePoint[];

  page: PageDto;
}
