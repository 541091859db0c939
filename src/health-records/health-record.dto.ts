import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { IsTimeZone } from '../http/is-time-zone.js';
import { SOURCE_KINDS, type SourceKind } from '../population/facts.js';

@ApiSchema({ description: 'Who or what measured. Two records come from the same source when name and kind are equal.' })
export class Source {
  /** Name of the application, device or laboratory */
  @IsString()
  @Length(1, 100)
  @ApiProperty({ example: 'Apple Watch' })
  name: string;

  /** Of the sources of one day, one counts: manual before watch or ring, then phone, then all others. */
  @IsIn(SOURCE_KINDS)
  @ApiProperty({ enum: SOURCE_KINDS, enumName: 'SourceKind', example: 'watch' })
  kind: SourceKind;

  /**
   * Device model
   * @example Watch7,5
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  device?: string | null;
}

/** What a patch says of a source; what it does not say stays. */
export class UpdateSource extends PartialType(Source) {}

/** Lets a patch name single members of the source: merge patches reach into objects (RFC 7396). */
export const PatchesSource = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(() => UpdateSource),
  );

/** What can be said of every health record. */
export abstract class CreateHealthRecord {
  /** Who measured; by default the person, by hand */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Source)
  source?: Source;

  /**
   * The record's identifier at its source; the same one again is an update of this record, never a second record
   * @example 7f3c2b
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  externalId?: string | null;

  /**
   * IANA time zone in which the record was made; by default the user's
   * @example Europe/Berlin
   */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;
}

/** What is answered for every health record. */
export abstract class HealthRecordResponse {
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  source: Source;

  externalId: string | null;

  timeZone: string;

  /** The local day that the record belongs to */
  @ApiProperty({ format: 'date', example: '2026-11-01' })
  localDate: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  updatedAt: string;
}
