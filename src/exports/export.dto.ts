import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsEnum, IsOptional } from 'class-validator';
import { BloodTestResponse } from '../blood-tests/blood-test.dto.js';
import { HealthScorePoint } from '../health-score/health-score-history.dto.js';
import { PhysicalActivityResponse } from '../physical-activity/physical-activity.dto.js';
import { SleepSessionResponse } from '../sleep/sleep-session.dto.js';
import { UserResponse } from '../users/user.dto.js';

export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'fhir'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

const MANY = 2_147_483_647; // an export has no bound of its own, and a schema wants one

export class ExportQuery {
  /** How the export is written; by default as the header `Accept` says, else `json` */
  @IsOptional()
  @IsEnum(EXPORT_FORMATS)
  @ApiProperty({ enum: EXPORT_FORMATS, enumName: 'ExportFormat' })
  format?: ExportFormatName;
}

@ApiSchema({ description: 'How many entries each list of an export has.' })
export class ExportCounts {
  @ApiProperty({ type: 'integer', minimum: 0, example: 412 })
  physicalActivities: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 365 })
  sleepSessions: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 4 })
  bloodTests: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 180 })
  healthScoreHistory: number;
}

@ApiSchema({ description: 'The last member of an export: where it is missing, the export was broken off.' })
export class ExportEnd {
  counts: ExportCounts;
}

@ApiSchema({
  description: 'Everything that is kept of a user, as it was at one instant. Records are in the order in which they came in.',
})
export class UserExport {
  @ApiProperty({ enum: ['health-tracker'], example: 'health-tracker' })
  export: string;

  /** Of this form; a form that is read otherwise gets another number */
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  exportedAt: string;

  user: UserResponse;

  @ApiProperty({ type: [PhysicalActivityResponse], maxItems: MANY })
  physicalActivities: PhysicalActivityResponse[];

  @ApiProperty({ type: [SleepSessionResponse], maxItems: MANY })
  sleepSessions: SleepSessionResponse[];

  @ApiProperty({ type: [BloodTestResponse], maxItems: MANY })
  bloodTests: BloodTestResponse[];

  /** The scores at the ends of past local days, the latest first; they cannot be imported, since the population made them */
  @ApiProperty({ type: [HealthScorePoint], maxItems: MANY })
  healthScoreHistory: HealthScorePoint[];

  end: ExportEnd;
}
