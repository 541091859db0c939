import { dayRecord } from '../../entries/day-record.js';
import type { Said } from '../../entries/entry-reading.js';
import { amountOf, needed, textOf } from '../../entries/members.js';
import { kilocalories, meters, seconds } from '../../entries/quantities.js';
import type { JsonObject } from '../../json/json-value.js';

/** A daily activity. Its `timestamp` is four in the morning, from which Oura counts; its day is what people know it by. */
export function ouraDay(entry: JsonObject, timeZone: string): Said {
  const day = needed(textOf(entry, 'day'), 'day');
  const measures = {
    steps: amountOf(entry, 'steps'),
    distanceMeters: meters(amountOf(entry, 'equivalent_walking_distance'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'active_calories'), 'kcal'),
    moderateSeconds: seconds(amountOf(entry, 'medium_activity_time'), 's'),
    vigorousSeconds: seconds(amountOf(entry, 'high_activity_time'), 's'),
  };
  return dayRecord(day, timeZone, 'day', measures, {
    source: { name: 'Oura', kind: 'ring' },
    externalId: `daily-activity/${day}`,
  });
}
