import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEnum, IsIn, IsOptional } from 'class-validator';
import { MayBeAbsent } from '../../http/may-be-absent.js';
import { PageDto } from '../../http/page.dto.js';
import { PageQuery } from '../../http/page-query.dto.js';
import { IMPORT_FORMATS } from '../import-formats.js';
import { IMPORT_MODES, IMPORT_PHASES, type ImportMode, type ImportPhase, JOB_STATUSES, type JobStatus } from './import-job.js';

const FORMATS = IMPORT_FORMATS.map(({ name }) => name);
const asBoolean = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);

export class CreateImportQuery {
  /** The format of the file; not needed where `Content-Type` means one format and no other, or the file itself shows it */
  @IsOptional()
  @IsIn(FORMATS)
  @ApiProperty({ enum: FORMATS, enumName: 'ImportFormat', required: false })
  format?: string;

  /** `keep` keeps what can be read although something else cannot; `atomic` writes all of the file or nothing */
  @MayBeAbsent()
  @IsEnum(IMPORT_MODES)
  @ApiProperty({ enum: IMPORT_MODES, enumName: 'ImportMode', required: false, default: 'keep' })
  mode: ImportMode = 'keep';

  /** Reads and checks the file, and writes nothing */
  @MayBeAbsent()
  @Transform(asBoolean)
  @IsBoolean()
  @ApiProperty({ required: false, default: false })
  dryRun: boolean = false;
}

export class ListImportsQuery extends PageQuery {}

@ApiSchema({ description: 'How many bytes of the file have been read. Of an `atomic` import it is read twice.' })
export class ImportBytes {
  @ApiProperty({ type: 'integer', minimum: 0, example: 48_230_400 })
  read: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 120_400_112 })
  total: number;
}

@ApiSchema({ description: 'Entries of the file by what became of them: `read` is the sum of the others.' })
export class ImportEntries {
  @ApiProperty({ type: 'integer', minimum: 0, example: 210_340 })
  read: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 180_100 })
  created: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1_204 })
  updated: number;

  /** Of records that said the same before */
  @ApiProperty({ type: 'integer', minimum: 0, example: 24_000 })
  unchanged: number;

  /** Not of the three kinds, or without a value: `skipped` tells the reasons */
  @ApiProperty({ type: 'integer', minimum: 0, example: 5_030 })
  skipped: number;

  /** Each of them is in the list of errors */
  @ApiProperty({ type: 'integer', minimum: 0, example: 6 })
  rejected: number;
}

@ApiSchema({ description: 'Records that were made of the entries: a day that was summed up of many entries is one.' })
export class ImportRecords {
  @ApiProperty({ type: 'integer', minimum: 0, example: 1_420 })
  created: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 9 })
  updated: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 188 })
  unchanged: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 2 })
  rejected: number;

  /** Those created and updated, once they are more than checked */
  @ApiProperty({ type: 'integer', minimum: 0, example: 1_429 })
  written: number;
}

@ApiSchema({ description: 'Why entries were skipped.' })
export class ImportSkips {
  @ApiProperty({ maxLength: 100, example: 'not_supported' })
  reason: string;

  @ApiProperty({ maxLength: 1000, example: 'BodyMass is no activity, sleep or blood test.' })
  detail: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 5_030 })
  entries: number;

  /** Where the first of them is */
  @ApiProperty({ maxLength: 1000, example: 'line 412' })
  place: string;
}

@ApiSchema({ description: 'Why an import failed.' })
export class ImportFailure {
  @ApiProperty({ maxLength: 100, example: 'truncated' })
  code: string;

  @ApiProperty({ maxLength: 1000, example: 'The file ends in the middle of an entry.' })
  detail: string;

  /** Where in the file; null where it is not about the file */
  @ApiProperty({ type: String, nullable: true, maxLength: 1000, example: 'line 88213' })
  place: string | null;
}

@ApiSchema({ description: 'The import of a file: how far it is, and what became of the entries.' })
export class ImportJobResponse {
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ enum: FORMATS, enumName: 'ImportFormat' })
  format: string;

  @ApiProperty({ enum: IMPORT_MODES, enumName: 'ImportMode' })
  mode: ImportMode;

  @ApiProperty({ example: false })
  dryRun: boolean;

  @ApiProperty({ enum: JOB_STATUSES, enumName: 'JobStatus' })
  status: JobStatus;

  /** While it is `checking`, the outcomes are what would become of the entries, and nothing is written */
  @ApiProperty({ enum: IMPORT_PHASES, enumName: 'ImportPhase' })
  phase: ImportPhase;

  bytes: ImportBytes;

  entries: ImportEntries;

  records: ImportRecords;

  @ApiProperty({ type: [ImportSkips], maxItems: 201 })
  skipped: ImportSkips[];

  /** Null unless the import failed */
  @ApiProperty({ type: ImportFailure, nullable: true })
  error: ImportFailure | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-01T07:00:00.200Z' })
  startedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-01T07:00:09.000Z' })
  finishedAt: string | null;
}

@ApiSchema({ description: 'A part of the list of imports.' })
export class ImportJobPage {
  @ApiProperty({ type: [ImportJobResponse], maxItems: 200 })
  data: ImportJobResponse[];

  page: PageDto;
}
