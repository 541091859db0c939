import type { CreatePhysicalActivity } from '../../physical-activity/physical-activity.dto.js';
import { noValue, type Said } from './entry-reading.js';
import { dayOf, timesOf } from './times.js';

/** What is measured of a day. */
export type DayMeasures = Pick<
  CreatePhysicalActivity,
  'steps' | 'distanceMeters' | 'activeEnergyKilocalories' | 'moderateSeconds' | 'vigorousSeconds'
>;

type Origin = Required<Pick<CreatePhysicalActivity, 'source' | 'externalId'>> & Pick<CreatePhysicalActivity, 'timeZone'>;

/** The record of a whole local date in a zone, which a member of that name told; a day of which nothing was measured is none. */
export function dayRecord(date: string, zone: string, name: string, measures: DayMeasures, origin: Origin): Said {
  const times = timesOf(dayOf(date, zone, name));
  if (Object.values(measures).every((value) => value === undefined)) return noValue('nothing was measured of the day');
  return { collection: 'physical-activities', draft: { type: 'daily_activity', ...times, ...measures, ...origin } };
}
