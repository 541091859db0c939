import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { notSupported, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { amountOf, entryOf, idOf, needed, numberOf, textOf } from '../../entries/members.js';
import { kilocalories, meters } from '../../entries/quantities.js';
import { readEntries } from '../../entries/read-entries.js';
import { shortId } from '../../entries/short-text.js';
import { instantOf, timesOf } from '../../entries/times.js';
import type { ImportFormat, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject } from '../../json/json-value.js';
import type { IsList } from '../../json/read-json.js';

const isList: IsList = (names, container) => container === 'array' && names.join('/') === 'items';

/** Feeds of fitness activities of RunKeeper's Health Graph API. */
export const RUNKEEPER_FORMAT: ImportFormat = {
  name: 'runkeeper',
  mediaTypes: [],
  read: (path: string, context: ReadingContext) =>
    readEntries(path, context, isList, ({ list, value }) =>
      !list && isObject(value) && Array.isArray(value.items) ? null : said(entryOf(value), context.timeZone),
    ),
};

function said(entry: JsonObject, timeZone: string): Said {
  if (!('start_time' in entry && 'duration' in entry)) return notSupported('an entry of this kind');
  const startMs = startOf(entry, timeZone);
  const draft: CreatePhysicalActivity = {
    type: activityTypeNamed(textOf(entry, 'type')),
    ...timesOf({ startMs, endMs: startMs + 1000 * needed(amountOf(entry, 'duration'), 'duration') }),
    distanceMeters: meters(amountOf(entry, 'total_distance'), 'm'),
    activeEnergyKilocalories: kilocalories(amountOf(entry, 'total_calories'), 'kcal'),
    averageHeartRateBpm: amountOf(entry, 'average_heart_rate') || undefined,
    source: { name: 'RunKeeper', kind: 'phone' },
    externalId: shortId(needed(idOf(entry, 'uri'), 'uri')),
  };
  return { collection: 'physical-activities', draft };
}

const TIME = /^[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HOUR_MS = 3_600_000;

/** `Sun, 19 Oct 2014 13:17:27`, by `utc_offset` in hours, else in the zone. */
function startOf(entry: JsonObject, timeZone: string): number {
  const [, day = '', month = '', year = '', time = ''] = TIME.exec(textOf(entry, 'start_time') ?? '') ?? [];
  const number = MONTHS.indexOf(month) + 1;
  if (number === 0) throw new UnreadableEntry('invalid_time', 'start_time must be a time such as Sun, 19 Oct 2014 13:17:27');
  const text = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${time}`;
  const offset = numberOf(entry, 'utc_offset');
  return offset === undefined ? instantOf(text, timeZone, 'start_time') : instantOf(text, 'UTC', 'start_time') - offset * HOUR_MS;
}
