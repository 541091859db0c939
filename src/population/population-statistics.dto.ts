import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsArray, IsEnum, IsIn } from 'class-validator';
import { CommaSeparated } from '../http/comma-separated.js';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { PageDto } from '../http/page.dto.js';
import { METRIC_IDS, type MetricId } from '../scoring/metrics.js';
import { POPULATION_COHORT_NAMES } from './population-cohorts.js';

const MOST_GROUPS = METRIC_IDS.length * POPULATION_COHORT_NAMES.length;

export class GetPopulationStatisticsQuery {
  /** Only these metrics, separated by commas or repeated; all by default */
  @MayBeAbsent()
  @CommaSeparated()
  @IsArray()
  @IsEnum(METRIC_IDS, { each: true })
  @ApiProperty({
    enum: METRIC_IDS,
    enumName: 'Metric',
    isArray: true,
    required: false,
    maxItems: METRIC_IDS.length,
    example: ['steps'],
  })
  metric: MetricId[] = [...METRIC_IDS];

  /** Only these cohorts, separated by commas or repeated; all by default */
  @MayBeAbsent()
  @CommaSeparated()
  @IsArray()
  @IsIn(POPULATION_COHORT_NAMES, { each: true })
  @ApiProperty({
    enum: POPULATION_COHORT_NAMES,
    enumName: 'PopulationCohort',
    isArray: true,
    required: false,
    example: ['all', 'female-40-49'],
  })
  cohort: string[] = [...POPULATION_COHORT_NAMES];
}

@ApiSchema({ description: 'A quantile is null where fewer than eleven people lie on one side of it.' })
export class Quantiles {
  @ApiProperty({ type: Number, nullable: true, example: 2600 })
  p5: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 5300 })
  p25: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 7600 })
  p50: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 10300 })
  p75: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 16100 })
  p95: number | null;
}

@ApiSchema({
  description:
    'One metric among the people of one cohort, eleven at least; rounded so that no person can be found by subtracting one cohort from another.',
})
export class GroupStatistics {
  @ApiProperty({ enum: METRIC_IDS, enumName: 'Metric', example: 'steps' })
  metric: MetricId;

  /** UCUM unit of mean, standard deviation and quantiles */
  @ApiProperty({ maxLength: 20, example: '{steps}/d' })
  unit: string;

  /** Everybody, one sex at birth, or one sex and age band in whole years; who belongs to a narrow cohort belongs to the wider too */
  @ApiProperty({ enum: POPULATION_COHORT_NAMES, enumName: 'PopulationCohort', example: 'all' })
  cohort: string;

  /** The cohort in the words of the health score */
  @ApiProperty({ maxLength: 100, example: 'everybody' })
  cohortLabel: string;

  /** People with a figure of the metric, to the nearest five; 11 where that would be 10 */
  @ApiProperty({ type: 'integer', minimum: 11, example: 2400 })
  n: number;

  @ApiProperty({ minimum: 0, example: 8000 })
  mean: number;

  @ApiProperty({ minimum: 0, example: 4200 })
  standardDeviation: number;

  /** Of the figures between the bounds to which the score clips the metric, from its histogram */
  quantiles: Quantiles;

  /** Mean, standard deviation and quantiles are rounded to multiples of this: not finer than the standard error of the mean */
  @ApiProperty({ minimum: 0, example: 100 })
  roundedTo: number;
}

@ApiSchema({
  description:
    'Metric by metric, wide cohorts before narrow ones, always in one page; a group of fewer than eleven people is absent.',
})
export class PopulationStatistics {
  @ApiProperty({ type: [GroupStatistics], maxItems: MOST_GROUPS })
  data: GroupStatistics[];

  page: PageDto;
}
