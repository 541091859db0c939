import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsEnum, IsString, Length } from 'class-validator';
import { MayBeAbsent } from '../http/may-be-absent.js';
import { SOURCE_KINDS, type SourceKind } from '../population/facts.js';

@ApiSchema({ description: 'Sources that are trusted alike: all of a name, all of a kind, or the one with both.' })
export class TrustedSource {
  /** Name of the application, device or laboratory */
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  @ApiProperty({ example: 'Apple Watch' })
  name?: string;

  @MayBeAbsent()
  @IsEnum(SOURCE_KINDS)
  @ApiProperty({ enum: SOURCE_KINDS, enumName: 'SourceKind', required: false, example: 'watch' })
  kind?: SourceKind;
}
