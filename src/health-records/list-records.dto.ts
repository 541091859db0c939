import { IsOptional } from 'class-validator';
import { IsInstantOrLocalDate } from '../http/is-instant-or-local-date.js';
import { PageQuery } from '../http/page-query.dto.js';

/** A page of a list, and the time that it covers. */
export class ListRecordsQuery extends PageQuery {
  /** The earliest start: an instant with offset, or a local date such as `2026-11-01`, which is the record's own local day */
  @IsOptional()
  @IsInstantOrLocalDate()
  from?: string;

  /** The end: an instant with offset, itself excluded, or a local date, itself included */
  @IsOptional()
  @IsInstantOrLocalDate()
  to?: string;
}
