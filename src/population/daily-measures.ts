import { DAILY_METRICS, type AMOUNTS, type DailyMetric, type DailyTotal } from './daily-totals.js';

/** What a local day is told by; the unit is in the name. */
export const DAILY_MEASURES = [
  'steps',
  'distanceMeters',
  'activeEnergyKilocalories',
  'moderateSeconds',
  'vigorousSeconds',
  'totalSleepSeconds',
] as const;
export type DailyMeasure = (typeof DAILY_MEASURES)[number];

interface Origin {
  /** The metric for which a source must count, so that its total is the day's. */
  metric: DailyMetric;
  column: (typeof AMOUNTS)[number];
  /** How many of the integers that are kept make one of the unit. */
  perUnit: 1 | 100;
}

/** Where each measure is kept. */
export const ORIGINS = {
  steps: { metric: 'steps', column: 'steps', perUnit: 1 },
  distanceMeters: { metric: 'distance', column: 'distance_centimeters', perUnit: 100 },
  activeEnergyKilocalories: { metric: 'energy', column: 'energy_centikilocalories', perUnit: 100 },
  moderateSeconds: { metric: 'intensity', column: 'moderate_seconds', perUnit: 1 },
  vigorousSeconds: { metric: 'intensity', column: 'vigorous_seconds', perUnit: 1 },
  totalSleepSeconds: { metric: 'sleep', column: 'asleep_seconds', perUnit: 1 },
} as const satisfies Record<DailyMeasure, Origin>;

/** What a source says of a measure, as the integer that is kept; null where it has no record of it, which is not zero. */
export function keptAmount(total: DailyTotal, measure: DailyMeasure): number | null {
  const { metric, column } = ORIGINS[measure];
  return DAILY_METRICS[metric](total) === null ? null : total[column];
}

/** All measures in their units, each from the total that `totalFor` gives for its metric. */
export function allMeasured(totalFor: (metric: DailyMetric) => DailyTotal | null): Record<DailyMeasure, number | null> {
  const measuredBy = (measure: DailyMeasure): number | null => {
    const { metric, perUnit } = ORIGINS[measure];
    const total = totalFor(metric);
    const amount = total && keptAmount(total, measure);
    return amount === null ? null : amount / perUnit;
  };
  return {
    steps: measuredBy('steps'),
    distanceMeters: measuredBy('distanceMeters'),
    activeEnergyKilocalories: measuredBy('activeEnergyKilocalories'),
    moderateSeconds: measuredBy('moderateSeconds'),
    vigorousSeconds: measuredBy('vigorousSeconds'),
    totalSleepSeconds: measuredBy('totalSleepSeconds'),
  };
}
