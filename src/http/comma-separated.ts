import { Transform } from 'class-transformer';

/** Makes a list of a query parameter that is written `type=a,b`, or repeated as `type=a&type=b`. */
export function CommaSeparated(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : [value].flat().flatMap(parts)));
}

function parts(value: unknown): unknown[] {
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [value];
}
