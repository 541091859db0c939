import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { parseInstant } from '../time/instant.js';
import { isLocalDate } from '../time/local-date.js';

/** Checks and documents an end of a range: an RFC 3339 date-time with an offset, or a local date such as `2026-03-01`. */
export function IsInstantOrLocalDate(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isInstantOrLocalDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && (isLocalDate(value) || parseInstant(value) !== null),
        defaultMessage: (given?: ValidationArguments) => message(given?.value),
      },
    }),
    ApiProperty({ maxLength: 35 }),
  );
}

function message(value: unknown): string {
  const lostPlus = typeof value === 'string' && / \d\d:\d\d$/.test(value); // "+" means a space in a query
  return lostPlus
    ? '$property has lost the + of its offset: it is written %2B in a query'
    : '$property must be a date, such as 2026-03-01, or a date and time with an offset, such as 2026-03-01T05:30:00Z';
}
