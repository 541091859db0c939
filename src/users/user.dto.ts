import { ApiProperty, ApiSchema, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEnum,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLocalDate } from '../http/is-local-date.js';
import { IsTimeZone } from '../http/is-time-zone.js';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { PageDto } from '../http/page.dto.js';
import { PageQuery } from '../http/page-query.dto.js';
import type { SexAtBirth } from '../scoring/cohorts.js';
import { IsNotAFutureDate } from './is-not-a-future-date.js';
import { NamesEachOnce, NamesSources } from './is-source-order.js';
import { TrustedSource } from './source-order.dto.js';

export const SEXES_AT_BIRTH = ['female', 'male', 'intersex', 'unknown'] as const satisfies readonly SexAtBirth[];

@ApiSchema({
  description: 'A person who is tracked. Everything may be left out; what is not known narrows whom the person is compared with.',
})
export class CreateUser {
  /** @example Ada */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  displayName?: string | null;

  /**
   * Without it, there is no comparison with people of the same age
   * @example 1984-05-17
   */
  @IsOptional()
  @IsLocalDate()
  @IsNotAFutureDate()
  birthDate?: string | null;

  /** Whom the person is compared with besides everybody: women, men, or for the other values nobody else; `unknown` by default */
  @MayBeAbsent()
  @IsEnum(SEXES_AT_BIRTH)
  @ApiProperty({ enum: SEXES_AT_BIRTH, enumName: 'SexAtBirth', example: 'female' })
  sexAtBirth?: SexAtBirth;

  /** @example 168 */
  @IsOptional()
  @IsNumber()
  @Min(30)
  @Max(280)
  heightCentimeters?: number | null;

  /** @example 64.5 */
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(700)
  weightKilograms?: number | null;

  /**
   * IANA time zone in which the person's days begin and end, and that of the records which name none; UTC by default
   * @example Europe/Berlin
   */
  @MayBeAbsent()
  @IsTimeZone()
  timeZone?: string;

  /**
   * Of the sources of one local day, one counts. Those named here come first, in this order, and all others after them in the usual
   * one; null for the usual order. Other figures follow at once
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TrustedSource)
  @NamesSources()
  @NamesEachOnce()
  @ApiProperty({ type: [TrustedSource], minItems: 1, maxItems: 50, required: false, nullable: true })
  sourceOrder?: TrustedSource[] | null;

  /**
   * Whether others are compared with the person; true by default. Who is not shared is in no statistic, and has the same score: the
   * person among everybody who is
   * @example true
   */
  @MayBeAbsent()
  @IsBoolean()
  shareInPopulation?: boolean;
}

export class UpdateUser extends PartialType(CreateUser) {}

@ApiSchema({ description: 'A person who is tracked.' })
export class UserResponse {
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id: string;

  displayName: string | null;

  birthDate: string | null;

  @ApiProperty({ enum: SEXES_AT_BIRTH, enumName: 'SexAtBirth' })
  sexAtBirth: SexAtBirth;

  heightCentimeters: number | null;

  weightKilograms: number | null;

  timeZone: string;

  @ApiProperty({ type: [TrustedSource], minItems: 1, maxItems: 50, nullable: true })
  sourceOrder: TrustedSource[] | null;

  shareInPopulation: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  updatedAt: string;
}

export class ListUsersQuery extends PageQuery {}

@ApiSchema({ description: 'A part of the list of users.' })
export class UserPage {
  @ApiProperty({ type: [UserResponse], maxItems: 200 })
  data: UserResponse[];

  page: PageDto;
}
