import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { Holds } from '../health-records/rules.js';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { FIGURE_LIMITS } from '../scoring/figure-limits.js';
import { METRIC_IDS, METRICS, type MetricId } from '../scoring/metrics.js';
import { HealthScore } from './health-score.dto.js';

/** A figure of that metric may be given, if it is one that somebody can have. */
function Supposed(id: MetricId, what: string, example: number): PropertyDecorator {
  const { low, high } = FIGURE_LIMITS[id];
  const description = `${what}, in ${METRICS[id].unit}`;
  return applyDecorators(
    MayBeAbsent(),
    IsNumber(),
    Min(low),
    Max(high),
    ApiProperty({ type: Number, required: false, description, minimum: low, maximum: high, example }),
  );
}

@ApiSchema({ description: 'Figures that the user might have, one at least; those that are not named stay as they are.' })
export class SupposedFigures {
  @Supposed('steps', 'Mean steps of a day', 9000)
  steps?: number;

  @Supposed('mvpa', 'Moderate activity, and vigorous activity twice, in a week', 150)
  mvpa?: number;

  @Supposed(
    'sleep',
    'Mean distance of a night from seven to nine hours: 0 is always between, 30 half an hour too short or too long',
    15,
  )
  sleep?: number;

  @Supposed('hba1c', 'Haemoglobin A1c', 5.4)
  hba1c?: number;

  @Supposed('nonhdl', 'Non-HDL cholesterol', 120)
  nonhdl?: number;

  @Supposed('hdl', 'HDL cholesterol', 60)
  hdl?: number;

  @Supposed('trig', 'Triglycerides', 100)
  trig?: number;
}

const isAny = ({ figures }: { figures?: unknown }): boolean =>
  typeof figures !== 'object' || figures === null || Object.keys(figures).length > 0;

@ApiSchema({ description: 'What to suppose of a user.' })
export class SimulateHealthScore {
  @IsObject()
  @ValidateNested()
  @Type(() => SupposedFigures)
  @Holds<SimulateHealthScore>('nothing_supposed', 'figures must have one figure at least', isAny)
  figures: SupposedFigures;
}

@ApiSchema({ description: 'What a supposition does to the points of one metric: another figure weighs on the others, too.' })
export class MetricChange {
  @ApiProperty({ enum: METRIC_IDS, enumName: 'Metric' })
  metric: MetricId;

  /** As it is; null where the metric has no part in the score */
  @ApiProperty({ type: Number, nullable: true, example: 3.1 })
  pointsBefore: number | null;

  /** As it would be */
  @ApiProperty({ type: Number, nullable: true, example: 5.4 })
  pointsAfter: number | null;

  /** What that is more, or less; no points count as 0 */
  @ApiProperty({ example: 2.3 })
  change: number;
}

@ApiSchema({ description: 'The health score as it is, and as it would be among the same others. Nothing of it is kept.' })
export class HealthScoreSimulation {
  current: HealthScore;

  /** Of a supposed figure there are neither `days` nor `collectedOn`; the guideline score supposes nothing of the time asleep */
  simulated: HealthScore;

  /** How much higher, or lower, the score would be; null unless there is one before and after */
  @ApiProperty({ type: Number, nullable: true, minimum: -100, maximum: 100, example: 2.9 })
  scoreChange: number | null;

  /** Of every metric that has points before or after. They add up to the change of the score */
  @ApiProperty({ type: [MetricChange], maxItems: METRIC_IDS.length })
  changes: MetricChange[];
}
