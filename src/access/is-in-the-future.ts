import { ValidateBy } from 'class-validator';
import { clock } from '../time/clock.js';
import { parseInstant } from '../time/instant.js';

/** The instant is still to come; what is no instant is for another check. */
export const IsInTheFuture = (): PropertyDecorator =>
  ValidateBy({
    name: 'not_in_the_future',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || (parseInstant(value) ?? Infinity) > clock.now(),
      defaultMessage: () => '$property must be in the future',
    },
  });
