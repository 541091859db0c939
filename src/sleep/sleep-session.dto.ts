import { ApiProperty, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { CreateHealthRecord, HealthRecordResponse, PatchesSource, UpdateSource } from '../health-records/health-record.dto.js';
import { ListRecordsQuery } from '../health-records/list-records.dto.js';
import { Holds, IsNotInTheFarFuture, msBetween } from '../health-records/rules.js';
import { Batch, MOST_ITEMS } from '../http/batch.dto.js';
import { IsInstant } from '../http/is-instant.js';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { PageDto } from '../http/page.dto.js';
import { areInside, doNotOverlap, SLEEP_STAGES, type SleepStageName } from './sleep-stages.js';
import { agreesWithParts, agreesWithStages, fitsIntoSession, saysTotal } from './sleep-totals.js';

const DAY_SECONDS = 86_400;

const seconds = ({ startedAt, endedAt }: { startedAt?: string; endedAt?: string }): number | null => {
  const ms = msBetween(startedAt, endedAt);
  return ms === null ? null : ms / 1000;
};

@ApiSchema({ description: 'A stretch of one stage inside a session.' })
export class SleepStage {
  @IsIn(SLEEP_STAGES)
  @ApiProperty({ enum: SLEEP_STAGES, enumName: 'SleepStageName', example: 'deep' })
  stage: SleepStageName;

  /** @example 2026-11-01T23:40:00+01:00 */
  @IsInstant()
  startedAt: string;

  /** @example 2026-11-02T00:30:00+01:00 */
  @IsInstant()
  @Holds<SleepStage>('ends_before_it_starts', 'endedAt must be after startedAt', (stage) => (seconds(stage) ?? 1) > 0)
  endedAt: string;
}

@ApiSchema({
  description:
    'A night or a nap, from going to bed to getting up; it says how long the sleep was, by `totalSleepSeconds` or by `stages`.',
})
export class CreateSleepSession extends CreateHealthRecord {
  /** @example 2026-11-01T23:10:00+01:00 */
  @IsInstant()
  @IsNotInTheFarFuture()
  startedAt: string;

  /**
   * The time of waking, which decides the local day that the session belongs to
   * @example 2026-11-02T07:05:00+01:00
   */
  @IsInstant()
  @IsNotInTheFarFuture()
  @Holds<CreateSleepSession>('ends_before_it_starts', 'endedAt must be after startedAt', (sleep) => (seconds(sleep) ?? 1) > 0)
  @Holds<CreateSleepSession>('too_long', 'a sleep session lasts a day at most', (sleep) => (seconds(sleep) ?? 0) <= DAY_SECONDS)
  endedAt: string;

  /** False for a nap; true by default */
  @MayBeAbsent()
  @IsBoolean()
  @ApiProperty({ example: true })
  isMainSleep?: boolean;

  /**
   * Time asleep; may be left out where the stages say it, or light, deep and REM sleep together
   * @example 26100
   */
  @ValidateIf((sleep: CreateSleepSession) => (sleep.totalSleepSeconds ?? null) !== null || !saysTotal(sleep))
  @IsInt()
  @Min(0)
  @Max(DAY_SECONDS)
  @Holds<CreateSleepSession>(
    'longer_than_the_session',
    'the time asleep and awake must not be longer than the session',
    fitsIntoSession,
  )
  @Holds<CreateSleepSession>('differs_from_parts', 'totalSleepSeconds must be light + deep + REM sleep', agreesWithParts)
  @ApiProperty({ type: 'integer', required: false, nullable: true })
  totalSleepSeconds?: number | null;

  /** @example 2400 */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(DAY_SECONDS)
  @Holds<CreateSleepSession>(
    'longer_than_the_session',
    'the time asleep and awake must not be longer than the session',
    fitsIntoSession,
  )
  awakeSeconds?: number | null;

  /**
   * AASM stages N1 and N2
   * @example 14400
   */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(DAY_SECONDS)
  @Holds<CreateSleepSession>(
    'longer_than_the_session',
    'the time asleep and awake must not be longer than the session',
    fitsIntoSession,
  )
  lightSleepSeconds?: number | null;

  /**
   * AASM stage N3
   * @example 5400
   */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(DAY_SECONDS)
  deepSleepSeconds?: number | null;

  /** @example 6300 */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(DAY_SECONDS)
  remSleepSeconds?: number | null;

  /** In any order, inside the session and without overlap */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => SleepStage)
  @Holds<CreateSleepSession>('overlap', 'stages must not overlap', ({ stages }) => doNotOverlap(stages))
  @Holds<CreateSleepSession>('outside_the_session', 'stages must lie inside the session', (sleep) =>
    areInside(sleep.stages, sleep),
  )
  @Holds<CreateSleepSession>('differs_from_stages', 'the totals must be those of the stages', agreesWithStages)
  stages?: SleepStage[] | null;
}

@ApiSchema({ description: 'Up to 1,000 sleep sessions, each as it would be sent alone.' })
export class SleepSessionBatch extends Batch {
  @ApiProperty({ type: [CreateSleepSession], minItems: 1, maxItems: MOST_ITEMS })
  override items: CreateSleepSession[];
}

export class UpdateSleepSession extends PartialType(OmitType(CreateSleepSession, ['source'])) {
  @PatchesSource()
  source?: UpdateSource | null;
}

@ApiSchema({ description: 'A night or a nap, from going to bed to getting up. It belongs to the local day of waking.' })
export class SleepSessionResponse extends HealthRecordResponse {
  startedAt: string;

  endedAt: string;

  isMainSleep: boolean;

  /** Time asleep */
  totalSleepSeconds: number;

  awakeSeconds: number | null;

  lightSleepSeconds: number | null;

  deepSleepSeconds: number | null;

  remSleepSeconds: number | null;

  /** Time asleep of the time in bed */
  @ApiProperty({ minimum: 0, maximum: 100, example: 91.6 })
  efficiencyPercent: number;

  /** In the order of time */
  stages: SleepStage[] | null;
}

export class ListSleepSessionsQuery extends ListRecordsQuery {}

@ApiSchema({ description: 'A part of the list of sleep sessions.' })
export class SleepSessionPage {
  @ApiProperty({ type: [SleepSessionResponse], maxItems: 200 })
  data: SleepSessionResponse[];

  page: PageDto;
}
