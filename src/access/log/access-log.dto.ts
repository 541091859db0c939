import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsInstantOrLocalDate } from '../../http/is-instant-or-local-date.js';
import { PageDto } from '../../http/page.dto.js';
import { PageQuery } from '../../http/page-query.dto.js';
import { CALLERS, type LoggedCaller } from './access.js';

/** A page of the log, and the time that it covers. */
export class ListAccessLogQuery extends PageQuery {
  /** The earliest access: an instant with offset, or a local date such as `2026-11-01`, in the time zone of the user */
  @IsOptional()
  @IsInstantOrLocalDate()
  from?: string;

  /** The end: an instant with offset, itself excluded, or a local date, itself included */
  @IsOptional()
  @IsInstantOrLocalDate()
  to?: string;
}

@ApiSchema({ description: 'That somebody was let in to a user’s data: who, when, and for what; nothing of the data.' })
export class AccessLogEntry {
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  at: string;

  /** What was asked for, as the `operationId` of this document */
  @ApiProperty({ maxLength: 100, example: 'listSleepSessions' })
  operation: string;

  /** The status of the answer; of an export, that it began */
  @ApiProperty({ type: 'integer', minimum: 100, maximum: 599, example: 200 })
  status: number;

  /** Which credentials were shown: the key of a backend, a token that such a key made for the user, or one of the identity provider */
  @ApiProperty({ enum: CALLERS, enumName: 'AccessCaller', example: 'service_key' })
  caller: LoggedCaller;

  /** How the service key begins that asked, or that made the token; null for a token of the identity provider */
  @ApiProperty({ type: String, nullable: true, maxLength: 20, example: 'ht_0123456789ab' })
  keyPrefix: string | null;

  /** `X-Request-Id` of the answer */
  @ApiProperty({ maxLength: 128, example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  requestId: string;
}

@ApiSchema({ description: 'The latest access first.' })
export class AccessLogPage {
  @ApiProperty({ type: [AccessLogEntry], maxItems: 200 })
  data: AccessLogEntry[];

  page: PageDto;
}
