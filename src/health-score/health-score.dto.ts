import { ApiHideProperty, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { ABSENCE_REASONS, type AbsenceReason } from '../scoring/figure.js';
import { SCORE_STATUSES, type ScoreStatus } from '../scoring/composition.js';
import { ALGORITHM_VERSION, DOMAINS, METRIC_IDS, type Domain, type MetricId } from '../scoring/metrics.js';

/** Why a metric has no part in the score. */
export const MISSING_REASONS = [...ABSENCE_REASONS, 'insufficient_population'] as const;
export type MissingReason = AbsenceReason | 'insufficient_population';

export const DISCLAIMER = 'Informational, not medical advice.';

const OF_100 = { type: Number, nullable: true, minimum: 0, maximum: 100 } as const;
const SHARE = { type: Number, nullable: true, minimum: 0, maximum: 1 } as const;
const ANY = { type: Number, nullable: true } as const;
const POSITIVE = { type: Number, nullable: true, minimum: 0 } as const;

export class GetHealthScoreQuery {
  /** The user */
  @IsOptional()
  @IsUUID()
  @ApiProperty({ format: 'uuid', required: true })
  user_id?: string;

  /** The same, spelt as in the rest of the API; understood, but one spelling is enough to document */
  @IsOptional()
  @IsUUID()
  @ApiHideProperty()
  userId?: string;
}

@ApiSchema({ description: 'How the user stands in one metric, or why that cannot be told.' })
export class MetricStanding {
  @ApiProperty({ enum: METRIC_IDS, enumName: 'Metric' })
  metric: MetricId;

  @ApiProperty({ enum: DOMAINS, enumName: 'Domain' })
  domain: Domain;

  /** What people call it */
  @ApiProperty({ maxLength: 100, example: 'Steps a day' })
  name: string;

  /** The user's figure; null where there is none */
  @ApiProperty({ ...POSITIVE, example: 9120.5 })
  value: number | null;

  /** UCUM unit of value, mean and standard deviation */
  @ApiProperty({ maxLength: 20, example: '{steps}/d' })
  unit: string;

  /** The valid days that the figure is the mean of; null for a laboratory result, and for a figure that is only supposed */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 28, example: 26 })
  days: number | null;

  /** The local date on which the blood was collected; null for a mean of days, and for a figure that is only supposed */
  @ApiProperty({ type: String, nullable: true, format: 'date', example: null })
  collectedOn: string | null;

  /** Whom the user is compared with */
  @ApiProperty({ type: String, nullable: true, maxLength: 40, example: 'women aged 40-49' })
  cohort: string | null;

  /** How many others they are */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, example: 214 })
  others: number | null;

  /** Their mean; null under eleven people */
  @ApiProperty({ ...POSITIVE, example: 8033.7 })
  mean: number | null;

  /** Their standard deviation; null under eleven people */
  @ApiProperty({ ...POSITIVE, example: 3612.2 })
  standardDeviation: number | null;

  /** Standard deviations better (positive) or worse than the others, after transformation, blended over cohorts, -3 to 3 */
  @ApiProperty({ type: Number, nullable: true, minimum: -3, maximum: 3, example: 0.42 })
  zScore: number | null;

  /** The textbook z-score of the plain value among everybody, which anyone can check by hand */
  @ApiProperty({ ...ANY, example: 0.3 })
  zPlain: number | null;

  /** Better than so many percent of the others; null under eleven people */
  @ApiProperty({ ...OF_100, example: 65.4 })
  percentile: number | null;

  /** Its share of the score; null where it has no part in one */
  @ApiProperty({ ...SHARE, example: 0.1667 })
  weight: number | null;

  /** How far it moves the score up or down from 50; the points of all metrics add up to score - 50 */
  @ApiProperty({ ...ANY, example: 3.1 })
  points: number | null;

  /** Why there is no figure, or nobody to compare it with; null where there is a z-score */
  @ApiProperty({ enum: MISSING_REASONS, enumName: 'MissingReason', nullable: true, example: null })
  missing: MissingReason | null;

  /** All of this in a sentence */
  @ApiProperty({
    maxLength: 500,
    example:
      'You take 9,121 steps a day on average: better than 65 % of 214 other women aged 40-49. This adds 3.1 points to your score.',
  })
  sentence: string;
}

@ApiSchema({ description: 'The metrics of one domain taken together.' })
export class DomainScore {
  @ApiProperty({ enum: DOMAINS, enumName: 'Domain' })
  domain: Domain;

  /** Of its metrics alone; null without any */
  @ApiProperty({ ...OF_100, example: 61.8 })
  score: number | null;

  /** Its share of the score */
  @ApiProperty({ ...SHARE, example: 0.3333 })
  weight: number | null;

  /** The points of its metrics together */
  @ApiProperty({ ...ANY, example: 4.9 })
  points: number | null;
}

@ApiSchema({
  description: "The points of Life's Essential 8 (American Heart Association, 2022), 0 to 100; null where there is no figure.",
})
export class GuidelinePoints {
  @ApiProperty({ ...OF_100, example: 100 })
  activity: number | null;

  @ApiProperty({ ...OF_100, example: 70 })
  sleep: number | null;

  @ApiProperty({ ...OF_100, example: 60 })
  lipids: number | null;

  @ApiProperty({ ...OF_100, example: 100 })
  glucose: number | null;
}

@ApiSchema({ description: `Where one user stands among all the others, and why. ${DISCLAIMER}` })
export class HealthScore {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  /** `partial` is scored too, from some of the metrics; the last two have no score */
  @ApiProperty({ enum: SCORE_STATUSES, enumName: 'ScoreStatus' })
  status: ScoreStatus;

  /** Reads as a percentile: 50 is the middle of the population. Null unless scored */
  @ApiProperty({ ...OF_100, example: 57.3 })
  score: number | null;

  /** The user's local date; the figures are of the days before it */
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  asOf: string;

  /** The definition by which it was computed */
  @ApiProperty({ maxLength: 20, example: ALGORITHM_VERSION })
  algorithmVersion: string;

  /** The share of the full score that the user's metrics make up */
  @ApiProperty({ minimum: 0, maximum: 1, example: 1 })
  coverage: number;

  /** Within these two lies, with 95 % probability, the score that the user would have with nothing missing */
  @ApiProperty({ type: [Number], nullable: true, minItems: 2, maxItems: 2, example: [57.3, 57.3] })
  interval95: [number, number] | null;

  /** The score to be expected with nothing missing */
  @ApiProperty({ ...OF_100, example: 57.3 })
  expectedFull: number | null;

  /** By guideline, whatever the others do: the mean of the Life's Essential 8 points at hand */
  @ApiProperty({ ...OF_100, example: 82.5 })
  guidelineScore: number | null;

  guidelinePoints: GuidelinePoints;

  @ApiProperty({ type: [DomainScore], minItems: DOMAINS.length, maxItems: DOMAINS.length })
  domains: DomainScore[];

  @ApiProperty({ type: [MetricStanding], minItems: METRIC_IDS.length, maxItems: METRIC_IDS.length })
  metrics: MetricStanding[];

  /** The score in a sentence */
  @ApiProperty({
    maxLength: 500,
    example: 'Your score is 57 of 100, where 50 is the middle of those you are compared with. You gain most through your steps.',
  })
  sentence: string;

  @ApiProperty({ maxLength: 100, example: DISCLAIMER })
  disclaimer: string;
}
