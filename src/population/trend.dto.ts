import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsEnum } from 'class-validator';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { PageDto } from '../http/page.dto.js';
import { DAILY_MEASURES, type DailyMeasure } from './daily-measures.js';
import { LocalDaysQuery } from './local-days-query.dto.js';
import { PERIODS, type Period } from './period.js';

/**
 * Which trend, and over which local days, three years (1,096 days) at most. Without `to` it ends today, by the user's own local
 * date; without `from` it goes over the twelve weeks or months up to its end.
 */
export class ListTrendsQuery extends LocalDaysQuery {
  /** What is followed */
  @IsEnum(DAILY_MEASURES)
  @ApiProperty({ enum: DAILY_MEASURES, enumName: 'DailyMeasure', example: 'steps' })
  metric: DailyMeasure;

  /** ISO weeks, which begin on Monday, or months of the calendar */
  @MayBeAbsent()
  @IsEnum(PERIODS)
  @ApiProperty({ enum: PERIODS, enumName: 'Period', required: false, default: 'week', example: 'week' })
  period: Period = 'week';
}

@ApiSchema({
  description: 'The days of one week or month that have a record of the metric, each as the one source tells it that counts.',
})
export class TrendPeriod {
  /** A Monday, or the first of a month */
  @ApiProperty({ format: 'date', maxLength: 10, example: '2026-11-02' })
  periodStart: string;

  @ApiProperty({ format: 'date', maxLength: 10, example: '2026-11-08' })
  periodEnd: string;

  /** The days from `from` to `to` that have a record; the others are not zero but missing */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 31, example: 6 })
  n: number;

  /** Of these days, in the unit that the metric names, rounded to hundredths */
  @ApiProperty({ minimum: 0, example: 8210.67 })
  mean: number;

  @ApiProperty({ minimum: 0, example: 4096 })
  minimum: number;

  @ApiProperty({ minimum: 0, example: 12025 })
  maximum: number;
}

@ApiSchema({ description: 'The latest period first; a period without a record is absent.' })
export class TrendPage {
  @ApiProperty({ type: [TrendPeriod], maxItems: 200 })
  data: TrendPeriod[];

  page: PageDto;
}
