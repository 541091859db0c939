import { ApiProperty, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { CreateHealthRecord, HealthRecordResponse, PatchesSource, UpdateSource } from '../health-records/health-record.dto.js';
import { ListRecordsQuery } from '../health-records/list-records.dto.js';
import { Holds, IsNotInTheFarFuture } from '../health-records/rules.js';
import { CommaSeparated } from '../http/comma-separated.js';
import { Batch, MOST_ITEMS } from '../http/batch.dto.js';
import { IsInstant } from '../http/is-instant.js';
import { PageDto } from '../http/page.dto.js';
import { BloodTestResultResponse, CreateBloodTestResult } from './blood-test-result.dto.js';
import { IsKnownAnalyte } from './is-known-analyte.js';
import { hasPlausibleNonHdl, NotesRepeats } from './result-rules.js';

const NON_HDL = 'total less HDL cholesterol must be from 10 to 1500 mg/dL';

@ApiSchema({ description: 'Blood drawn at one time, and what a laboratory found in it.' })
export class CreateBloodTest extends CreateHealthRecord {
  /**
   * When the blood was drawn
   * @example 2026-11-02T07:30:00+01:00
   */
  @IsInstant()
  @IsNotInTheFarFuture()
  collectedAt: string;

  /**
   * Whether the person had fasted; null where nobody knows
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  fasting?: boolean | null;

  /** @example Charité Labor Berlin */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  laboratory?: string | null;

  /** Each analyte once, in the order in which they are shown. A patch replaces the whole list */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CreateBloodTestResult)
  @NotesRepeats()
  @Holds<CreateBloodTest>('implausible_non_hdl', NON_HDL, hasPlausibleNonHdl)
  @ApiProperty({ type: [CreateBloodTestResult], minItems: 1, maxItems: 200 })
  results: CreateBloodTestResult[];
}

@ApiSchema({ description: 'Up to 1,000 blood tests, each as it would be sent alone.' })
export class BloodTestBatch extends Batch {
  @ApiProperty({ type: [CreateBloodTest], minItems: 1, maxItems: MOST_ITEMS })
  override items: CreateBloodTest[];
}

@ApiSchema({
  description: 'A JSON merge patch (RFC 7396): null clears, what is absent stays, and results replace all that were there.',
})
export class UpdateBloodTest extends PartialType(OmitType(CreateBloodTest, ['source'])) {
  @PatchesSource()
  source?: UpdateSource | null;
}

@ApiSchema({ description: 'A blood test with what its results mean for the person at present.' })
export class BloodTestResponse extends HealthRecordResponse {
  @ApiProperty({ format: 'date-time', maxLength: 35, example: '2026-11-02T06:30:00.000Z' })
  collectedAt: string;

  /** @example true */
  fasting: boolean | null;

  /** @example Charité Labor Berlin */
  @ApiProperty({ type: String, nullable: true, maxLength: 200 })
  laboratory: string | null;

  @ApiProperty({ type: [BloodTestResultResponse], minItems: 1, maxItems: 200 })
  results: BloodTestResultResponse[];
}

export class ListBloodTestsQuery extends ListRecordsQuery {
  /** Only blood tests that report any of these analytes, separated by commas or repeated */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @ArrayMaxSize(100)
  @IsKnownAnalyte({ each: true })
  @ApiProperty({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    required: false,
    maxItems: 100,
    example: ['hba1c', 'trig'],
  })
  analyte?: string[];
}

@ApiSchema({ description: 'A part of the blood tests of a user, the latest first.' })
export class BloodTestPage {
  @ApiProperty({ type: [BloodTestResponse], maxItems: 200 })
  data: BloodTestResponse[];

  page: PageDto;
}
