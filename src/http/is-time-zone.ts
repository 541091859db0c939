import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isTimeZone } from '../time/time-zone.js';

/** Checks and documents the name of a zone in the IANA time zone database, such as `Europe/Berlin`. */
export function IsTimeZone(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isTimeZone',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isTimeZone(value),
        defaultMessage: () => '$property must be an IANA time zone, such as Europe/Berlin',
      },
    }),
    ApiProperty({ maxLength: 64, example: 'Europe/Berlin' }),
  );
}
