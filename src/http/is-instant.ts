import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { parseInstant } from '../time/instant.js';

const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;

/** Checks and documents an RFC 3339 date-time with an offset, such as `2026-03-01T06:30:00+01:00`. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== null,
        defaultMessage: (given?: ValidationArguments) => message(given?.value),
      },
    }),
    ApiProperty({ format: 'date-time', maxLength: 35 }),
  );
}

function message(value: unknown): string {
  const lacksOffset = typeof value === 'string' && WITHOUT_OFFSET.test(value);
  return lacksOffset
    ? '$property needs a time and its offset from UTC, such as 2026-03-01T06:30:00+01:00 or 2026-03-01T05:30:00Z'
    : '$property must be an RFC 3339 date-time, such as 2026-03-01T06:30:00+01:00';
}
