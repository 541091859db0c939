import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsEnum, IsInt, IsNumber, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { IsLocalDate } from '../http/is-local-date.js';
import { IsTimeZone } from '../http/is-time-zone.js';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { PageDto } from '../http/page.dto.js';
import type { SexAtBirth } from '../scoring/cohorts.js';
import { IsNotAFutureDate } from './is-not-a-future-date.js';

export const SEXES_AT_BIRTH = ['female', 'male', 'intersex', 'unknown'] as const satisfies readonly SexAtBirth[];

/** A person who is tracked. Everything may be left out; what is not known narrows whom the person is compared with. */
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

  /** Whom the person is compared with besides everybody: women, men, or for the other values nobody else */
  @MayBeAbsent()
  @IsEnum(SEXES_AT_BIRTH)
  @ApiProperty({ enum: SEXES_AT_BIRTH, enumName: 'SexAtBirth', default: 'unknown', example: 'female' })
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
}

/** A JSON merge patch: null clears, what is absent stays. */
export class UpdateUser extends PartialType(CreateUser) {}

export class UserResponse {
  /** @format uuid */
  id: string;

  displayName: string | null;

  /** @format date */
  birthDate: string | null;

  @ApiProperty({ enum: SEXES_AT_BIRTH, enumName: 'SexAtBirth' })
  sexAtBirth: SexAtBirth;

  heightCentimeters: number | null;

  weightKilograms: number | null;

  /** @example Europe/Berlin */
  timeZone: string;

  /** @format date-time */
  createdAt: string;

  /** @format date-time */
  updatedAt: string;
}

export class ListUsersQuery {
  /** Users a page */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `page.nextCursor` of the page before */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

export class UserPage {
  data: UserResponse[];

  page: PageDto;
}
