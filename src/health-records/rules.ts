import { ValidateBy } from 'class-validator';
import { clock } from '../time/clock.js';
import { parseInstant } from '../time/instant.js';

const DAY_MS = 86_400_000;

/**
 * A rule about the whole of what a client says, checked with the property that it stands at. `code` is the fault's code. A rule
 * is true of what it cannot judge: another check says that a member is missing or malformed.
 */
export function Holds<T>(code: string, message: string, isTrue: (dto: T) => boolean): PropertyDecorator {
  return ValidateBy({
    name: code,
    validator: { validate: (_value, given) => isTrue(given!.object as T), defaultMessage: () => message },
  });
}

/** Clocks of devices are off by hours at most, so what starts later than a day from now is a mistake. */
export const IsNotInTheFarFuture = (): PropertyDecorator =>
  ValidateBy({
    name: 'in_the_future',
    validator: {
      validate: (value: unknown) => !((msOf(value) ?? 0) > clock.now() + DAY_MS),
      defaultMessage: () => '$property must not be more than a day in the future',
    },
  });

/** The number, or null for what is none. */
export const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Milliseconds since 1970, or null for what is no instant. */
export const msOf = (value: unknown): number | null => (typeof value === 'string' ? parseInstant(value) : null);

/** Milliseconds from the one instant to the other, or null where one of them is missing or malformed. */
export function msBetween(start: unknown, end: unknown): number | null {
  const [from, to] = [msOf(start), msOf(end)];
  return from === null || to === null ? null : to - from;
}
