import { Transform } from 'class-transformer';

/** As in JSON, without an exponent: `0x10` or nothing at all are numbers to JavaScript alone. */
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Makes a number of a query parameter, which is text; what is repeated, or no decimal number, stays what it is. */
export const InQueryAsNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value));
