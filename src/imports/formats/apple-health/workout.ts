import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { formatInstant } from '../../../time/instant.js';
import type { Reading } from '../../import-format.js';
import { intervalOf, record, rejected, type AppleEntry, type Attributes, type PlaceOfLine } from './apple-entry.js';
import { modelOf, type AppleSource } from './apple-sources.js';
import { offsetMinutesOf } from './apple-time.js';
import type { AppleZones } from './apple-zones.js';
import { microOf, numberOf, TOTALS, type Total } from './quantities.js';
import { workoutTypeOf } from './workout-types.js';

const HEART_RATE = 'HKQuantityTypeIdentifierHeartRate';

/** A workout, with totals as attributes (until iOS 15) or as statistics (since). */
export function readWorkout(entry: AppleEntry, source: AppleSource, zones: AppleZones, place: PlaceOfLine): Reading {
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
    ...heartRateOf(statistics),
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

function heartRateOf(statistics: readonly Attributes[]): Pick<CreatePhysicalActivity, 'averageHeartRateBpm' | 'maxHeartRateBpm'> {
  const rate = statistics.find(({ type, unit }) => type === HEART_RATE && unit === 'count/min');
  const [average, maximum] = [numberOf(rate?.average), numberOf(rate?.maximum)];
  return {
    ...(average > 0 && { averageHeartRateBpm: average }),
    ...(maximum > 0 && { maxHeartRateBpm: maximum }),
  };
}
