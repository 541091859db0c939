import { IsOptional } from 'class-validator';
import { IsLocalDate } from '../http/is-local-date.js';
import { PageQuery } from '../http/page-query.dto.js';

/** A page of a list, and the local days that it covers. */
export class LocalDaysQuery extends PageQuery {
  /** The first local day */
  @IsOptional()
  @IsLocalDate()
  from?: string;

  /** The last local day, itself included */
  @IsOptional()
  @IsLocalDate()
  to?: string;
}
