import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import type { Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { amountOf, idOf, needed, objectOf, textOf } from '../../entries/members.js';
import { kilocalories, meters } from '../../entries/quantities.js';
import { timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { GARMIN } from './garmin-sources.js';
import { gmtOf, healthApiSpan } from './garmin-time.js';

/** An activity of Garmin Connect: one of a list, or one alone, whose figures are in `summaryDTO`. */
export function garminActivity(entry: JsonObject): Said {
  const figures = objectOf(entry, 'summaryDTO') ?? entry;
  const type = objectOf(entry, 'activityTypeDTO') ?? objectOf(entry, 'activityType') ?? {};
  const startMs = needed(gmtOf(figures, 'startTimeGMT'), 'startTimeGMT');
  const length = needed(amountOf(figures, 'elapsedDuration') ?? amountOf(figures, 'duration'), 'duration');
  const [calories, atRest = 0] = [amountOf(figures, 'calories'), amountOf(figures, 'bmrCalories')];
  return record({
    type: activityTypeNamed(textOf(type, 'typeKey'), textOf(entry, 'activityName')),
    ...timesOf({ startMs, endMs: startMs + length * 1000 }),
    steps: amountOf(figures, 'steps'),
    distanceMeters: meters(amountOf(figures, 'distance'), 'm'),
    activeEnergyKilocalories: kilocalories(calories && Math.max(calories - atRest, 0), 'kcal'),
    ...intensity(amountOf(figures, 'moderateIntensityMinutes'), amountOf(figures, 'vigorousIntensityMinutes'), length),
    averageHeartRateBpm: amountOf(figures, 'averageHR') || undefined,
    maxHeartRateBpm: amountOf(figures, 'maxHR') || undefined,
    source: GARMIN.activities,
    externalId: `activity/${needed(idOf(entry, 'activityId'), 'activityId')}`,
  });
}

/** An activity of the data that Garmin hands out on request: in milliseconds and centimeters, and energy in a unit it does not say. */
export function exportedActivity(entry: JsonObject): Said {
  const startMs = needed(amountOf(entry, 'beginTimestamp'), 'beginTimestamp');
  return record({
    type: activityTypeNamed(textOf(entry, 'activityType'), textOf(entry, 'name')),
    ...timesOf({ startMs, endMs: startMs + needed(amountOf(entry, 'duration'), 'duration') }),
    steps: amountOf(entry, 'steps'),
    distanceMeters: meters(amountOf(entry, 'distance'), 'cm'),
    averageHeartRateBpm: amountOf(entry, 'avgHr') || undefined,
    maxHeartRateBpm: amountOf(entry, 'maxHr') || undefined,
    source: GARMIN.activities,
    externalId: `activity/${needed(idOf(entry, 'activityId'), 'activityId')}`,
  });
}

/** An activity of the Health API, or one of its epochs: a quarter of an hour of one kind of activity. */
export function healthApiActivity(entry: JsonObject, isEpoch: boolean): Said {
  const id = needed(idOf(entry, 'activityId') ?? idOf(entry, 'summaryId'), 'summaryId');
  return record({
    type: activityTypeNamed(textOf(entry, 'activityType'), textOf(entry, 'activityName')),
    ...timesOf(healthApiSpan(entry)),
    steps: amountOf(entry, 'steps'),
    distanceMeters: meters(amountOf(entry, 'distanceInMeters'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'activeKilocalories'), 'kcal'),
    averageHeartRateBpm: amountOf(entry, 'averageHeartRateInBeatsPerMinute') || undefined,
    maxHeartRateBpm: amountOf(entry, 'maxHeartRateInBeatsPerMinute') || undefined,
    source: isEpoch ? GARMIN.epochs : GARMIN.activities,
    externalId: `${isEpoch ? 'epoch' : 'activity'}/${id}`,
  });
}

const record = (draft: CreatePhysicalActivity): Said => ({ collection: 'physical-activities', draft });
