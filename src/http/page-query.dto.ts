import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { InQueryAsNumber } from './in-query-as-number.js';

/** Which part of a list is asked for. */
export class PageQuery {
  /** How many items a page has at most */
  @IsOptional()
  @InQueryAsNumber()
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
