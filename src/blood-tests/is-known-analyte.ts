import { ValidateBy, type ValidationOptions } from 'class-validator';
import { findAnalyte } from './catalogue/analytes.js';

/** The text is the code of an analyte in the catalogue. */
export const IsKnownAnalyte = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'unknown_analyte',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && findAnalyte(value) !== undefined,
        defaultMessage: () => '$property must be a code of the catalogue, see /v1/analytes',
      },
    },
    options,
  );
