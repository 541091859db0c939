import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { formatInstant } from '../../../time/instant.js';
import type { Reading } from '../../import-format.js';
import { intervalOf, record, rejected, type AppleEntry, type Attributes, type PlaceOfLine } from './apple-entry.js';
import { modelOf, type AppleSource } from './apple-sources.js';
import { offsetMinutesOf } from './apple-time.js';
import type { AppleZones } from './apple-zones.js';
import { HEART_RATE, type HeartRate, type HeartRates } from './heart-rates.js';
import { microOf, numberOf, TOTALS, type Total } from './quantities.js';
import { workoutTypeOf } from './workout-types.js';

/** What is known beside a workout. */
export interface WorkoutContext {
  readonly zones: AppleZones;
  readonly place: PlaceOfLine;
  readonly heartRates: HeartRates;
}

/** A workout, with totals as attributes (until iOS 15) or as statistics (since). */
export function readWorkout(entry: AppleEntry, source: AppleSource, { zones, place, heartRates }: WorkoutContext): Reading {
  const { attributes, statistics, line } = entry;
  const interval = intervalOf(entry);
  if (typeof interval === 'string') return rejected(interval, place(line));
  const type = workoutTypeOf(attributes.workoutActivityType);
  const [startedAt, endedAt] = [formatInstant(interval.startMs), formatInstant(interval.endMs)];
  const meters = sumOf(statistics, 'meters') ?? said('meters', attributes.totalDistance, attributes.totalDistanceUnit);
  const energy =
    sumOf(statistics, 'kilocalories') ?? said('kilocalories', attributes.totalEnergyBurned, attributes.totalEnergyBurnedUnit);
  const steps = sumOf(statistics, 'steps');
  const draft: CreatePhysicalActivity = {
    type,
    startedAt,
    endedAt,
    timeZone: zones.zoneOf(interval.startMs, offsetMinutesOf(attributes.startDate!), entry.timeZone),
    source: source.asSourceOfWorkouts(modelOf(attributes.device)),
    externalId: `workout:${startedAt}/${endedAt}:${type}${source.suffix}`,
    ...(steps && { steps: Math.round(steps / 1e6) }),
    ...(meters && { distanceMeters: Math.round(meters / 1e4) / 100 }),
    ...(energy && { activeEnergyKilocalories: Math.round(energy / 1e4) / 100 }),
    ...heartRateOf(statisticsOf(statistics) ?? heartRates.during(source, interval)),
  };
  return record('physical-activities', draft, place(line));
}

/** Nothing, where a workout has no such total: older ones say 0 for a distance that nobody measured. */
function said(total: Total, value: string | undefined, unit: string | undefined): number | undefined {
  const micro = microOf(total, value, unit);
  return typeof micro === 'number' ? micro : undefined;
}

/** Sports of several kinds have a distance for each. */
function sumOf(statistics: readonly Attributes[], total: Total): number | undefined {
  const sums = statistics
    .filter(({ type }) => TOTALS.get(type ?? '') === total)
    .map(({ sum, unit }) => said(total, sum, unit))
    .filter((micro) => micro !== undefined);
  return sums.length > 0 ? sums.reduce((whole, micro) => whole + micro, 0) : undefined;
}

function statisticsOf(statistics: readonly Attributes[]): HeartRate | null {
  const rate = statistics.find(({ type, unit }) => type === HEART_RATE && unit === 'count/min');
  return rate ? { average: numberOf(rate.average), maximum: numberOf(rate.maximum) } : null;
}

function heartRateOf(rate: HeartRate | null): Pick<CreatePhysicalActivity, 'averageHeartRateBpm' | 'maxHeartRateBpm'> {
  return {
    ...(rate && rate.average > 0 && { averageHeartRateBpm: rate.average }),
    ...(rate && rate.maximum > 0 && { maxHeartRateBpm: rate.maximum }),
  };
}
