import { ValidateIf } from 'class-validator';

/** Lets a field be left out but not be null; a field that null may clear has `@IsOptional()` instead. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_dto: object, value: unknown) => value !== undefined);
}
