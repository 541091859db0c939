import type { PhrasesOf } from '../health-records/metric-phrases.js';

/** How people speak of the metric that is made of sleep sessions. */
export const SLEEP_PHRASES: PhrasesOf<'sleep'> = {
  sleep: {
    name: 'Sleep outside seven to nine hours',
    topic: 'the length of your nights',
    figure: 'Your nights are on average # outside seven to nine hours',
    figureOfZero: 'You sleep seven to nine hours every night',
    number: { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 },
    absent: {
      insufficient_days:
        'Too few nights to tell your sleep: it takes four of the last 28 with two to eighteen hours of sleep each.',
    },
  },
};
