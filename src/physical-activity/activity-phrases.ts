import type { PhrasesOf } from '../health-records/metric-phrases.js';

const tooFewDays = (what: string): string =>
  `Too few days to tell ${what}: it takes four of the last 28 with 100 to 100,000 steps each.`;

/** How people speak of the metrics that are made of physical activities. */
export const ACTIVITY_PHRASES: PhrasesOf<'steps' | 'mvpa'> = {
  steps: {
    name: 'Steps a day',
    topic: 'your steps',
    figure: 'You take # steps a day on average',
    number: { maximumFractionDigits: 0 },
    absent: { insufficient_days: tooFewDays('your steps') },
  },
  mvpa: {
    name: 'Moderate and vigorous activity',
    topic: 'your moderate and vigorous activity',
    figure: 'Your moderate and vigorous activity comes to # a week, vigorous minutes counted twice',
    figureOfZero: 'None of your activity is on record as moderate or vigorous',
    number: { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 },
    absent: { insufficient_days: tooFewDays('your activity') },
  },
};
