import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import type { Said } from '../../entries/entry-reading.js';
import { amountOf, idOf, needed, textOf } from '../../entries/members.js';
import { kilocalories, meters } from '../../entries/quantities.js';
import { instantOf, timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';

/** A workout: a source of its own, since the day that it was on counts it already. */
export function ouraWorkout(entry: JsonObject, timeZone: string): Said {
  const [start, end] = ['start_datetime', 'end_datetime'].map((name) => needed(textOf(entry, name), name)) as [string, string];
  const draft: CreatePhysicalActivity = {
    type: activityTypeNamed(textOf(entry, 'activity')),
    ...timesOf({ startMs: instantOf(start, timeZone, 'start_datetime'), endMs: instantOf(end, timeZone, 'end_datetime') }),
    distanceMeters: meters(amountOf(entry, 'distance'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'calories'), 'kcal'),
    source: { name: 'Oura workouts', kind: 'ring' },
    externalId: `workout/${idOf(entry, 'id') ?? start}`,
  };
  return { collection: 'physical-activities', draft };
}
