import { ValidateBy } from 'class-validator';
import { clock } from '../time/clock.js';
import { localDate } from '../time/time-zone.js';

/** The date has begun somewhere on Earth. */
export const IsNotAFutureDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'in_the_future',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || value <= localDate(clock.now(), 'Pacific/Kiritimati'),
      defaultMessage: () => '$property must not be in the future',
    },
  });
