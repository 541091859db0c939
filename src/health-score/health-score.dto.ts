import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { ABSENCE_REASONS, type AbsenceReason } from '../scoring/figure.js';
import { SCORE_STATUSES, type ScoreStatus } from '../scoring/composition.js';
import { DOMAINS, METRIC_IDS, type Domain, type MetricId } from '../scoring/metrics.js';

/** Why a metric has no part in the score. */
export const MISSING_REASONS = [...ABSENCE_REASONS, 'insufficient_population'] as const;
export type MissingReason = AbsenceReason | 'insufficient_population';

export class GetHealthScoreQuery {
  /**
   * The user
   * @example 01890000-0000-7000-8000-000000000001
   */
  @IsOptional()
  @IsUUID()
  user_id?: string;

  /** The same as `user_id` */
  @IsOptional()
  @IsUUID()
  userId?: string;
}

/** How the user stands in one metric, or why that cannot be told. */
export class MetricStanding {
  @ApiProperty({ enum: METRIC_IDS, enumName: 'Metric' })
  metric: MetricId;

  @ApiProperty({ enum: DOMAINS, enumName: 'Domain' })
  domain: Domain;

  /** @example Steps a day */
  name: string;

  /** The user's figure; null where there is none */
  value: number | null;

  /** UCUM unit of value, mean and standard deviation */
  unit: string;

  /** The valid days that the figure is the mean of */
  days: number | null;

  /**
   * The local date on which the blood was collected
   * @format date
   */
  collectedOn: string | null;

  /**
   * Whom the user is compared with
   * @example women aged 40-49
   */
  cohort: string | null;

  /** How many others they are */
  others: number | null;

  /** Their mean; null under eleven people */
  mean: number | null;

  /** Their standard deviation; null under eleven people */
  standardDeviation: number | null;

  /** Standard deviations better (positive) or worse than the others, after transformation, blended over cohorts, -3 to 3 */
  zScore: number | null;

  /** The textbook z-score of the plain value among everybody, which anyone can check by hand */
  zPlain: number | null;

  /** Better than so many percent of the others; null under eleven people */
  percentile: number | null;

  /** Its share of the score */
  weight: number | null;

  /** How far it moves the score up or down from 50; the points of all metrics add up to score - 50 */
  points: number | null;

  @ApiProperty({ enum: MISSING_REASONS, enumName: 'MissingReason', nullable: true })
  missing: MissingReason | null;

  /** All of this in a sentence */
  sentence: string;
}

/** The metrics of one domain taken together. */
export class DomainScore {
  @ApiProperty({ enum: DOMAINS, enumName: 'Domain' })
  domain: Domain;

  score: number | null;

  weight: number | null;

  points: number | null;
}

/** The points of Life's Essential 8 (American Heart Association, 2022), 0 to 100; null where there is no figure. */
export class GuidelinePoints {
  activity: number | null;

  sleep: number | null;

  lipids: number | null;

  glucose: number | null;
}

/** Where one user stands among all the others. Informational, not medical advice. */
export class HealthScore {
  /** @format uuid */
  userId: string;

  @ApiProperty({ enum: SCORE_STATUSES, enumName: 'ScoreStatus' })
  status: ScoreStatus;

  /** 0 to 100, and reads as a percentile: 50 is the middle of the population. Null unless scored */
  score: number | null;

  /**
   * The user's local date; the figures are of the days before it
   * @format date
   */
  asOf: string;

  /** @example HS-1.0 */
  algorithmVersion: string;

  /** The share of the full score that the user's metrics make up, 0 to 1 */
  coverage: number;

  /** Within these two lies, with 95 % probability, the score that the user would have with nothing missing */
  interval95: [number, number] | null;

  /** The score to be expected with nothing missing */
  expectedFull: number | null;

  /** By guideline, whatever the others do: the mean of the Life's Essential 8 points at hand */
  guidelineScore: number | null;

  guidelinePoints: GuidelinePoints;

  domains: DomainScore[];

  metrics: MetricStanding[];

  /** The score in a sentence */
  sentence: string;

  /** @example Informational, not medical advice. */
  disclaimer: string;
}
