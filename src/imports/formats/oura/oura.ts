import { notSupported, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import { readEntries } from '../../entries/read-entries.js';
import type { ImportFormat, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject } from '../../json/json-value.js';
import type { IsList } from '../../json/read-json.js';
import { ouraDay } from './oura-day.js';
import { ouraSleep } from './oura-sleep.js';
import { ouraWorkout } from './oura-workout.js';

const isList: IsList = (names, container) => container === 'array' && names.length === 1 && names[0] !== 'tags';

/**
 * Documents of version 2 of Oura's API (https://cloud.ouraring.com/v2/docs): those of daily activity, sleep and workouts, in pages
 * (`data`), in lists by their names, or alone.
 */
export const OURA_FORMAT: ImportFormat = {
  name: 'oura',
  mediaTypes: [],
  read: (path: string, context: ReadingContext) =>
    readEntries(path, context, isList, ({ list, value }) => {
      const isPage = !list && isObject(value) && Object.entries(value).some(([name, member]) => isList([name], typeOf(member)));
      return isPage ? null : said(entryOf(value), context.timeZone);
    }),
};

const typeOf = (member: unknown): 'array' | 'object' => (Array.isArray(member) ? 'array' : 'object');

function said(entry: JsonObject, timeZone: string): Said {
  if ('bedtime_start' in entry && 'bedtime_end' in entry) return ouraSleep(entry, timeZone);
  if ('activity' in entry && 'start_datetime' in entry) return ouraWorkout(entry, timeZone);
  if ('steps' in entry && 'day' in entry) return ouraDay(entry, timeZone);
  return notSupported('a document of this kind');
}
