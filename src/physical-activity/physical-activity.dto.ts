import { ApiProperty, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { IsArray, IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { CreateHealthRecord, HealthRecordResponse, PatchesSource, UpdateSource } from '../health-records/health-record.dto.js';
import { ListRecordsQuery } from '../health-records/list-records.dto.js';
import { Holds, IsNotInTheFarFuture, msBetween, numberIn } from '../health-records/rules.js';
import { CommaSeparated } from '../http/comma-separated.js';
import { Batch, MOST_ITEMS } from '../http/batch.dto.js';
import { IsInstant } from '../http/is-instant.js';
import { PageDto } from '../http/page.dto.js';
import { ACTIVITY_TYPES, type ActivityType } from './activity-types.js';

const WEEK_SECONDS = 604_800;
const INTENSITY_FITS = 'moderateSeconds and vigorousSeconds together must not be longer than the activity';

const seconds = (activity: CreatePhysicalActivity): number | null => {
  const ms = msBetween(activity.startedAt, activity.endedAt);
  return ms === null ? null : ms / 1000;
};
const intensityFits = (activity: CreatePhysicalActivity): boolean =>
  (numberIn(activity.moderateSeconds) ?? 0) + (numberIn(activity.vigorousSeconds) ?? 0) <= (seconds(activity) ?? Infinity);
const isMaxAtLeastAverage = ({ averageHeartRateBpm, maxHeartRateBpm }: CreatePhysicalActivity): boolean =>
  (numberIn(maxHeartRateBpm) ?? Infinity) >= (numberIn(averageHeartRateBpm) ?? 0);

@ApiSchema({ description: 'One activity, or a whole day of them as a device sums it up.' })
export class CreatePhysicalActivity extends CreateHealthRecord {
  @IsIn(ACTIVITY_TYPES)
  @ApiProperty({ enum: ACTIVITY_TYPES, enumName: 'ActivityType', example: 'walking' })
  type: ActivityType;

  /** @example 2026-11-01T08:00:00+01:00 */
  @IsInstant()
  @IsNotInTheFarFuture()
  startedAt: string;

  /** @example 2026-11-01T08:45:00+01:00 */
  @IsInstant()
  @IsNotInTheFarFuture()
  @Holds<CreatePhysicalActivity>('ends_before_it_starts', 'endedAt must not be before startedAt', (a) => (seconds(a) ?? 0) >= 0)
  @Holds<CreatePhysicalActivity>('too_long', 'an activity lasts a week at most', (a) => (seconds(a) ?? 0) <= WEEK_SECONDS)
  endedAt: string;

  /** @example 5200 */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(200_000)
  steps?: number | null;

  /** @example 3900.5 */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2_000_000)
  distanceMeters?: number | null;

  /** @example 210 */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100_000)
  activeEnergyKilocalories?: number | null;

  /**
   * Time at moderate intensity, 3 to 6 MET
   * @example 1500
   */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(WEEK_SECONDS)
  @Holds<CreatePhysicalActivity>('longer_than_the_activity', INTENSITY_FITS, intensityFits)
  moderateSeconds?: number | null;

  /**
   * Time at vigorous intensity, 6 MET and more
   * @example 300
   */
  @IsOptional()
  @IsInt()
  @ApiProperty({ type: 'integer' })
  @Min(0)
  @Max(WEEK_SECONDS)
  @Holds<CreatePhysicalActivity>('longer_than_the_activity', INTENSITY_FITS, intensityFits)
  vigorousSeconds?: number | null;

  /** @example 112 */
  @IsOptional()
  @IsNumber()
  @Min(20)
  @Max(260)
  averageHeartRateBpm?: number | null;

  /** @example 141 */
  @IsOptional()
  @IsNumber()
  @Min(20)
  @Max(260)
  @Holds<CreatePhysicalActivity>(
    'less_than_the_average',
    'maxHeartRateBpm must not be less than averageHeartRateBpm',
    isMaxAtLeastAverage,
  )
  maxHeartRateBpm?: number | null;
}

@ApiSchema({ description: 'Up to 1,000 physical activities, each as it would be sent alone.' })
export class PhysicalActivityBatch extends Batch {
  @ApiProperty({ type: [CreatePhysicalActivity], minItems: 1, maxItems: MOST_ITEMS })
  override items: CreatePhysicalActivity[];
}

export class UpdatePhysicalActivity extends PartialType(OmitType(CreatePhysicalActivity, ['source'])) {
  @PatchesSource()
  source?: UpdateSource | null;
}

@ApiSchema({ description: 'One activity, or a whole day of them. It belongs to the local day on which it started.' })
export class PhysicalActivityResponse extends HealthRecordResponse {
  @ApiProperty({ enum: ACTIVITY_TYPES, enumName: 'ActivityType' })
  type: ActivityType;

  startedAt: string;

  endedAt: string;

  steps: number | null;

  distanceMeters: number | null;

  activeEnergyKilocalories: number | null;

  moderateSeconds: number | null;

  vigorousSeconds: number | null;

  averageHeartRateBpm: number | null;

  maxHeartRateBpm: number | null;
}

export class ListPhysicalActivitiesQuery extends ListRecordsQuery {
  /** Only activities of these types, separated by commas or repeated */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @IsIn(ACTIVITY_TYPES, { each: true })
  @ApiProperty({
    enum: ACTIVITY_TYPES,
    enumName: 'ActivityType',
    isArray: true,
    required: false,
  })
  type?: ActivityType[];
}

@ApiSchema({ description: 'A part of the list of physical activities.' })
export class PhysicalActivityPage {
  @ApiProperty({ type: [PhysicalActivityResponse], maxItems: 200 })
  data: PhysicalActivityResponse[];

  page: PageDto;
}
