import { Transform } from 'class-transformer';

/** Makes a number of a query parameter, which is text; what is repeated stays what it is. */
export const InQueryAsNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value));
