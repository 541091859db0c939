import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { isTimeZone } from '../../../time/time-zone.js';
import type { ActivityType } from '../../../physical-activity/activity-types.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { dayRecord } from '../../entries/day-record.js';
import { noValue, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { amountOf, flagOf, idOf, needed, numberOf, objectOf, textOf } from '../../entries/members.js';
import { kilocalories, meters, seconds } from '../../entries/quantities.js';
import { timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { WITHINGS } from './withings-sources.js';
import { WORKOUTS } from './withings-workouts.js';

/** The zone that an entry names, where it is one that is known. */
export function zoneOf(entry: JsonObject): string | undefined {
  const zone = textOf(entry, 'timezone');
  return zone !== undefined && isTimeZone(zone) ? zone : undefined;
}

/** A day of the measure of activity: `moderate` and `intense` are seconds, and `calories` what is burned beyond the rate at rest. */
export function withingsDay(entry: JsonObject, timeZone: string): Said {
  const date = needed(textOf(entry, 'date'), 'date');
  const zone = zoneOf(entry);
  const isPhone = flagOf(entry, 'is_tracker') === false;
  const measures = {
    ...measuresOf(entry),
    moderateSeconds: seconds(amountOf(entry, 'moderate'), 's'),
    vigorousSeconds: seconds(amountOf(entry, 'intense'), 's'),
  };
  const source = isPhone ? WITHINGS.phone : WITHINGS.tracker;
  return dayRecord(date, zone ?? timeZone, 'date', measures, {
    source,
    externalId: `day/${date}`,
    ...(zone && { timeZone: zone }),
  });
}

const measuresOf = (entry: JsonObject) => ({
  steps: amountOf(entry, 'steps'),
  distanceMeters: meters(amountOf(entry, 'distance'), 'm'),
  activeEnergyKilocalories: kilocalories(amountOf(entry, 'calories'), 'kcal'),
});

/** A stretch within a day, which is named by the second of its start. */
export function withingsIntraday(entry: JsonObject, name: string): Said {
  if (!/^\d{1,12}$/.test(name)) throw new UnreadableEntry('invalid_time', 'the name of a stretch must be seconds since 1970');
  const startMs = Number(name) * 1000;
  const measures = measuresOf(entry);
  if (Object.values(measures).every((value) => value === undefined)) return noValue('the stretch is one without activity');
  const endMs = startMs + 1000 * needed(amountOf(entry, 'duration'), 'duration');
  const times = timesOf({ startMs, endMs });
  return record({ type: 'daily_activity', ...times, ...measures, source: WITHINGS.intraday, externalId: `intraday/${name}` });
}

export function withingsWorkout(entry: JsonObject): Said {
  const data = objectOf(entry, 'data') ?? {};
  const [startMs, endMs] = ['startdate', 'enddate'].map((name) => 1000 * needed(numberOf(entry, name), name)) as [number, number];
  const zone = zoneOf(entry);
  return record({
    type: typeOf(entry),
    ...timesOf({ startMs, endMs }),
    steps: amountOf(data, 'steps'),
    distanceMeters: meters(amountOf(data, 'distance') ?? amountOf(data, 'manual_distance'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(data, 'calories') ?? amountOf(data, 'manual_calories'), 'kcal'),
    averageHeartRateBpm: amountOf(data, 'hr_average') || undefined,
    maxHeartRateBpm: amountOf(data, 'hr_max') || undefined,
    source: WITHINGS.workouts,
    externalId: `workout/${idOf(entry, 'id') ?? startMs / 1000}`,
    ...(zone && { timeZone: zone }),
  });
}

const typeOf = (entry: JsonObject): ActivityType =>
  activityTypeNamed(WORKOUTS.get(needed(numberOf(entry, 'category'), 'category')));

const record = (draft: CreatePhysicalActivity): Said => ({ collection: 'physical-activities', draft });
