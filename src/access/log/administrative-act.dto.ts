import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsInstant } from '../../http/is-instant.js';
import { PageDto } from '../../http/page.dto.js';
import { PageQuery } from '../../http/page-query.dto.js';
import { ACT_CALLERS, type ActCaller } from './administrative-act.js';

/** A page of the acts, and the time that it covers. */
export class ListAdministrativeActsQuery extends PageQuery {
  /** The earliest act */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** The end, itself excluded */
  @IsOptional()
  @IsInstant()
  to?: string;
}

@ApiSchema({ description: 'That a service key was made or revoked, or a user erased: by whom, and when. It names no user.' })
export class AdministrativeAct {
  /** Of an erasure, `actId` of its receipt */
  @ApiProperty({ format: 'uuid', example: '019a1f3e-7d2c-7a10-8b4f-0c1d2e3f4a5b' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  at: string;

  /** What was done, as the `operationId` of this document */
  @ApiProperty({ maxLength: 100, example: 'createServiceKey' })
  operation: string;

  /** Which credentials were shown; a start of the service makes its first key, and takes the one of its settings, without any */
  @ApiProperty({ enum: ACT_CALLERS, enumName: 'ActCaller', example: 'service_key' })
  caller: ActCaller;

  /** How the service key begins that asked, or that made the token which asked */
  @ApiProperty({ type: String, nullable: true, maxLength: 20, example: 'ht_0123456789ab' })
  keyPrefix: string | null;

  /** How the service key begins that was made or revoked */
  @ApiProperty({ type: String, nullable: true, maxLength: 20, example: 'ht_ba9876543210' })
  subjectKeyPrefix: string | null;

  /** `X-Request-Id` of the answer; null for a start of the service */
  @ApiProperty({ type: String, nullable: true, maxLength: 128, example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  requestId: string | null;
}

@ApiSchema({ description: 'The latest act first.' })
export class AdministrativeActPage {
  @ApiProperty({ type: [AdministrativeAct], maxItems: 200 })
  data: AdministrativeAct[];

  page: PageDto;
}
