import { dayRecord } from '../../entries/day-record.js';
import { noTime, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { amountOf, listOf } from '../../entries/members.js';
import { kilocalories, meters } from '../../entries/quantities.js';
import type { JsonObject } from '../../json/json-value.js';
import { FITBIT } from './fitbit-sources.js';

/** The summary of a day. It does not name its day: that is the day of the activities beside it, where there are any. */
export function fitbitDay(summary: JsonObject, dates: ReadonlySet<string>, timeZone: string): Said {
  if (dates.size === 0)
    return noTime('the summary does not say of which day it is, and there is no activity beside it that does');
  if (dates.size > 1) throw new UnreadableEntry('ambiguous_date', 'the activities beside the summary are of several days');
  const [date] = [...dates] as [string];
  const total = listOf(summary, 'distances')?.find(({ activity }) => activity === 'total');
  const measures = {
    steps: amountOf(summary, 'steps'),
    distanceMeters: total && meters(amountOf(total, 'distance'), 'km'),
    activeEnergyKilocalories: activeEnergy(summary),
    ...intensity(amountOf(summary, 'fairlyActiveMinutes'), amountOf(summary, 'veryActiveMinutes')),
  };
  return dayRecord(date, timeZone, 'startDate', measures, { source: FITBIT.day, externalId: `day/${date}` });
}

/** What was burned beyond the rate at rest. */
function activeEnergy(summary: JsonObject): number | undefined {
  const [all, atRest] = [amountOf(summary, 'caloriesOut'), amountOf(summary, 'caloriesBMR')];
  const known = all === undefined || atRest === undefined ? amountOf(summary, 'marginalCalories') : Math.max(all - atRest, 0);
  return kilocalories(known, 'kcal');
}
