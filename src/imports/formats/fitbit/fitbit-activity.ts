import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { amountOf, flagOf, idOf, listOf, needed, textOf } from '../../entries/members.js';
import { kilocalories, meters, type LengthUnit } from '../../entries/quantities.js';
import { instantOf, timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { FITBIT } from './fitbit-sources.js';

/** An activity that was logged or recognised, as a day lists it or as the list of all does. */
export function fitbitActivity(log: JsonObject, timeZone: string): Said {
  const startMs = instantOf(startOf(log), timeZone, 'startTime');
  const ms = needed(amountOf(log, 'duration'), 'duration');
  const names = [textOf(log, 'activityParentName'), textOf(log, 'activityName'), textOf(log, 'name')];
  const draft: CreatePhysicalActivity = {
    type: activityTypeNamed(...names.toReversed()),
    ...timesOf({ startMs, endMs: startMs + ms }),
    steps: amountOf(log, 'steps'),
    distanceMeters: meters(amountOf(log, 'distance'), lengthUnit(textOf(log, 'distanceUnit'))),
    activeEnergyKilocalories: kilocalories(amountOf(log, 'calories'), 'kcal'),
    ...intensity(minutesAt(log, 'fairly'), minutesAt(log, 'very'), ms / 1000),
    averageHeartRateBpm: amountOf(log, 'averageHeartRate') || undefined,
    source: FITBIT.logs,
    externalId: `activity/${needed(idOf(log, 'logId'), 'logId')}`,
  };
  return { collection: 'physical-activities', draft };
}

const OF_THE_ARCHIVE = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)$/;

/**
 * The list of a day has date and time apart, and 00:00 for the time where only the day is known. The `exercise-*.json` of the account
 * archive have `02/20/20 18:23:51`, which is UTC: so they agree with `UserExercises_*.csv` of the same archive, whose times say so.
 */
function startOf(log: JsonObject): string {
  const time = flagOf(log, 'hasStartTime') === false ? '00:00' : needed(textOf(log, 'startTime'), 'startTime');
  if (OF_THE_ARCHIVE.test(time)) return time.replace(OF_THE_ARCHIVE, '20$3-$1-$2T$4Z');
  const date = textOf(log, 'startDate');
  return date === undefined || time.includes('T') ? time : `${date}T${time}`;
}

function minutesAt(log: JsonObject, name: string): number | undefined {
  const level = listOf(log, 'activityLevel')?.find((one) => one.name === name);
  return level && amountOf(level, 'minutes');
}

const UNITS: ReadonlyMap<string, LengthUnit> = new Map([
  ['Kilometer', 'km'],
  ['Mile', 'mi'],
  ['Meter', 'm'],
]);

/** Kilometers where no unit is named: those of a request that asks for no other. */
function lengthUnit(name = 'Kilometer'): LengthUnit {
  const unit = UNITS.get(name);
  if (unit) return unit;
  throw new UnreadableEntry('unknown_unit', 'distanceUnit must be Kilometer, Mile or Meter');
}
