import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isLocalDate } from '../time/local-date.js';

/** Checks and documents a calendar date without a time zone, such as `2026-03-01`. */
export function IsLocalDate(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isLocalDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isLocalDate(value),
        defaultMessage: () => '$property must be a date of the calendar, such as 2026-03-01',
      },
    }),
    ApiProperty({ format: 'date', maxLength: 10 }),
  );
}
