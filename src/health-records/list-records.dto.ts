import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsInstantOrLocalDate } from '../http/is-instant-or-local-date.js';

/** A page of a list, and the time that it covers. */
export class ListRecordsQuery {
  /**
   * The earliest start: an instant with offset, or a local date, which is the record's own local day
   * @example 2026-11-01
   */
  @IsOptional()
  @IsInstantOrLocalDate()
  from?: string;

  /**
   * The end: an instant with offset, itself excluded, or a local date, itself included
   * @example 2026-11-30
   */
  @IsOptional()
  @IsInstantOrLocalDate()
  to?: string;

  /** Records a page */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `page.nextCursor` of the page before, with the same filters */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}
