import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { USER_SCOPES, type UserScope } from './scopes.js';

@ApiSchema({ description: 'What a token for a user is to be.' })
export class CreateUserToken {
  /** What it may be used for; without it, all that users may do and the key that makes the token may do as well */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(USER_SCOPES, { each: true })
  @ApiProperty({
    enum: USER_SCOPES,
    enumName: 'UserScope',
    isArray: true,
    required: false,
    minItems: 1,
    example: ['scores:read'],
  })
  scopes?: UserScope[];

  /** After how many seconds it ends; 900 without it */
  @MayBeAbsent()
  @IsInt()
  @Min(30)
  @Max(3600)
  @ApiProperty({ type: 'integer', required: false, example: 300 })
  expiresInSeconds?: number;
}

@ApiSchema({ description: 'A token with which a user reaches what is the user’s own.' })
export class UserTokenResponse {
  /** The token itself (a JWT), for `Authorization: Bearer ...` */
  @ApiProperty({ maxLength: 2000, example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl' })
  accessToken: string;

  @ApiProperty({ enum: ['Bearer'], example: 'Bearer' })
  tokenType: 'Bearer';

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:05:00.000Z' })
  expiresAt: string;

  @ApiProperty({ enum: USER_SCOPES, enumName: 'UserScope', isArray: true })
  scopes: UserScope[];
}
