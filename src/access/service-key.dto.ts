import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsInstant } from '../http/is-instant.js';
import { PageDto } from '../http/page.dto.js';
import { type Scope, SCOPES } from './scopes.js';
import { IsInTheFuture } from './is-in-the-future.js';

@ApiSchema({ description: 'A key for the backend of an application.' })
export class CreateServiceKey {
  /** Which backend it is for */
  @IsString()
  @Length(1, 200)
  @ApiProperty({ example: 'Backend of the phone app' })
  name: string;

  /** All that the key may be used for */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true, minItems: 1, example: ['users:write', 'records:write'] })
  scopes: Scope[];

  /**
   * When it ends by itself; never, without it
   * @example 2099-01-01T00:00:00Z
   */
  @IsOptional()
  @IsInstant()
  @IsInTheFuture()
  expiresAt?: string | null;
}

@ApiSchema({ description: 'A key for the backend of an application, without its secret.' })
export class ServiceKeyResponse {
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id: string;

  @ApiProperty({ maxLength: 200, example: 'Backend of the phone app' })
  name: string;

  /** How the key begins: enough to know it, too little to use it */
  @ApiProperty({ maxLength: 20, example: 'ht_0123456789ab' })
  prefix: string;

  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true })
  scopes: Scope[];

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2099-01-01T00:00:00.000Z' })
  expiresAt: string | null;

  /** To within some seconds; null if never */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-02T07:00:00.000Z' })
  lastUsedAt: string | null;
}

@ApiSchema({ description: 'A new key. This is the only time that it is told.' })
export class NewServiceKeyResponse extends ServiceKeyResponse {
  /** The key itself, for `Authorization: Bearer ...` */
  @ApiProperty({ maxLength: 200, example: 'ht_0123456789ab_the-secret-that-follows-is-told-only-once-0' })
  key: string;
}

@ApiSchema({ description: 'A part of the list of service keys.' })
export class ServiceKeyPage {
  @ApiProperty({ type: [ServiceKeyResponse], maxItems: 200 })
  data: ServiceKeyResponse[];

  page: PageDto;
}
