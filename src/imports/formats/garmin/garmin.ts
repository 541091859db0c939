import { notSupported, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import { readEntries } from '../../entries/read-entries.js';
import type { ImportFormat, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject } from '../../json/json-value.js';
import type { IsList } from '../../json/read-json.js';
import { exportedActivity, garminActivity, healthApiActivity } from './garmin-activity.js';
import { garminDay, healthApiDay } from './garmin-day.js';
import { garminNap, garminSleep, healthApiSleep } from './garmin-sleep.js';

const LISTS = new Set([
  'activities',
  'activityList',
  'ActivitiesForDay/payload',
  'summarizedActivitiesExport',
  'dailies',
  'sleeps',
  'epochs',
  'manuallyUpdatedActivities',
  'dailyNapDTOS',
  'dailySleepDTO/dailyNapDTOS',
]);

const isList: IsList = (names, container) => container === 'array' && LISTS.has(names.join('/'));

/**
 * What Garmin Connect answers (activities, the statistics of days, nights), what its Health API sends (dailies, activities, sleeps,
 * epochs: https://developer.garmin.com/gc-developer-program/health-api/), and the JSON of the data it hands out on request.
 */
export const GARMIN_FORMAT: ImportFormat = {
  name: 'garmin',
  mediaTypes: [],
  read: (path: string, context: ReadingContext) =>
    readEntries(path, context, isList, ({ list, value }) => {
      if (!list && isObject(value) && hasNothingButLists(value)) return null;
      return said(entryOf(value), list?.at(-1), context.timeZone);
    }),
};

/** Whether a document says nothing beside its lists. */
const hasNothingButLists = (document: JsonObject): boolean =>
  !isNight(document) && Object.entries(document).some(([name, member]) => Array.isArray(member) && LISTS.has(name));

const isNight = (entry: JsonObject): boolean => 'dailySleepDTO' in entry || 'sleepStartTimestampGMT' in entry;

function said(entry: JsonObject, list: string | undefined, timeZone: string): Said {
  if (list === 'summarizedActivitiesExport') return exportedActivity(entry);
  if (list === 'dailyNapDTOS') return garminNap(entry);
  if (isNight(entry)) return garminSleep(entry);
  if ('startTimeInSeconds' in entry) return ofHealthApi(entry, list, timeZone);
  if ('activityId' in entry && ('startTimeGMT' in entry || 'summaryDTO' in entry)) return garminActivity(entry);
  if ('totalSteps' in entry) return garminDay(entry, timeZone);
  return notSupported('an entry of this kind');
}

function ofHealthApi(entry: JsonObject, list: string | undefined, timeZone: string): Said {
  if (list === 'sleeps' || 'deepSleepDurationInSeconds' in entry) return healthApiSleep(entry);
  if (list === 'epochs' || 'intensity' in entry) return healthApiActivity(entry, true);
  if (list === 'dailies' || ('calendarDate' in entry && 'steps' in entry)) return healthApiDay(entry, timeZone);
  if ('activityType' in entry && 'durationInSeconds' in entry) return healthApiActivity(entry, false);
  return notSupported('an entry of this kind');
}
