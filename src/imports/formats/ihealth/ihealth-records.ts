import type { CreateBloodTest } from '../../../blood-tests/blood-test.dto.js';
import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { dateOfUtc } from '../../../time/local-date.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { dayRecord } from '../../entries/day-record.js';
import { noValue, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { amountOf, idOf, needed, numberOf, textOf } from '../../entries/members.js';
import { kilocalories, meters, seconds } from '../../entries/quantities.js';
import { instantText, timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { wallClockOf } from './ihealth-time.js';

const SOURCE = { name: 'iHealth', kind: 'watch' } as const;
const SPORTS = { name: 'iHealth activities', kind: 'watch' } as const;
const METER = { name: 'iHealth', kind: 'other' } as const;

const idIn = (entry: JsonObject): string => needed(idOf(entry, 'DataID'), 'DataID');

/** A day of activity, at some time of that day on the wall. Its energy contains what is burned at rest and is not read. */
export function ihealthDay(entry: JsonObject, distanceUnit: unknown, timeZone: string): Said {
  const seconds1970 = needed(numberOf(entry, 'MDate'), 'MDate');
  instantText(seconds1970 * 1000, 'MDate');
  const measures = {
    steps: amountOf(entry, 'Steps'),
    distanceMeters: meters(amountOf(entry, 'DistanceTraveled'), distanceUnit === 1 ? 'mi' : 'km'),
  };
  const date = dateOfUtc(seconds1970 * 1000);
  return dayRecord(date, timeZone, 'MDate', measures, { source: SOURCE, externalId: `day/${idIn(entry)}` });
}

export function ihealthSport(entry: JsonObject): Said {
  const draft: CreatePhysicalActivity = {
    type: activityTypeNamed(textOf(entry, 'SportName')),
    ...timesOf({ startMs: wallClockOf(entry, 'SportStartTime'), endMs: wallClockOf(entry, 'SportEndTime') }),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'Calories'), 'kcal'),
    source: SPORTS,
    externalId: `sport/${idIn(entry)}`,
  };
  return { collection: 'physical-activities', draft };
}

/** Sleep: what is called `HoursSlept` are minutes. */
export function ihealthSleep(entry: JsonObject): Said {
  const total = seconds(amountOf(entry, 'HoursSlept'), 'min');
  if (total === undefined) return noValue('the entry does not say how long the sleep was');
  const draft: CreateSleepSession = {
    ...timesOf({ startMs: wallClockOf(entry, 'StartTime'), endMs: wallClockOf(entry, 'EndTime') }),
    totalSleepSeconds: total,
    source: SOURCE,
    externalId: `sleep/${idIn(entry)}`,
  };
  return { collection: 'sleep-sessions', draft };
}

const UNITS: ReadonlyMap<unknown, string> = new Map([
  [0, 'mg/dL'],
  [1, 'mmol/L'],
]);

/** Glucose of blood, in the unit that stands beside the list. */
export function ihealthGlucose(entry: JsonObject, unitNumber: unknown): Said {
  const value = numberOf(entry, 'BG');
  if (value === undefined) return noValue('the entry has no value');
  const unit = UNITS.get(unitNumber);
  if (unit === undefined) throw new UnreadableEntry('unknown_unit', 'BGUnit must be 0 or 1');
  const isAfterMeal = (textOf(entry, 'DinnerSituation') ?? '').startsWith('After_');
  const draft: CreateBloodTest = {
    collectedAt: instantText(wallClockOf(entry, 'MDate'), 'MDate'),
    ...(isAfterMeal && { fasting: false }),
    results: [{ analyte: 'glucose_random', value, unit }],
    source: METER,
    externalId: `glucose/${idIn(entry)}`,
  };
  return { collection: 'blood-tests', draft };
}
