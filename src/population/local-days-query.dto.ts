import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsLocalDate } from '../http/is-local-date.js';

/** A page of a list, and the local days that it covers. */
export class LocalDaysQuery {
  /**
   * The first local day
   * @example 2026-11-01
   */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /**
   * The last local day, itself included
   * @example 2026-11-30
   */
  @IsOptional()
  @IsLocalDate()
  to?: string;

  /** Items a page */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  @ApiProperty({ type: 'integer' })
  limit: number = 50;

  /** `page.nextCursor` of the page before, with the same filters */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}
