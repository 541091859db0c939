import { dayRecord, type DayMeasures } from '../../entries/day-record.js';
import type { Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { amountOf, needed, textOf } from '../../entries/members.js';
import { kilocalories, meters, seconds } from '../../entries/quantities.js';
import type { JsonObject } from '../../json/json-value.js';
import { GARMIN } from './garmin-sources.js';

/** The statistics of a day, of Garmin Connect. */
export const garminDay = (entry: JsonObject, timeZone: string): Said =>
  record(entry, timeZone, {
    steps: amountOf(entry, 'totalSteps'),
    distanceMeters: meters(amountOf(entry, 'totalDistanceMeters') ?? amountOf(entry, 'totalDistance'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'activeKilocalories'), 'kcal'),
    ...intensity(amountOf(entry, 'moderateIntensityMinutes'), amountOf(entry, 'vigorousIntensityMinutes')),
  });

/** A daily of the Health API. */
export const healthApiDay = (entry: JsonObject, timeZone: string): Said =>
  record(entry, timeZone, {
    steps: amountOf(entry, 'steps'),
    distanceMeters: meters(amountOf(entry, 'distanceInMeters'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'activeKilocalories'), 'kcal'),
    moderateSeconds: seconds(amountOf(entry, 'moderateIntensityDurationInSeconds'), 's'),
    vigorousSeconds: seconds(amountOf(entry, 'vigorousIntensityDurationInSeconds'), 's'),
  });

function record(entry: JsonObject, timeZone: string, measures: DayMeasures): Said {
  const date = needed(textOf(entry, 'calendarDate'), 'calendarDate').slice(0, 10);
  return dayRecord(date, timeZone, 'calendarDate', measures, { source: GARMIN.day, externalId: `day/${date}` });
}
