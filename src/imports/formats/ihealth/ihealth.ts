import { notSupported, readingOf, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject } from '../../json/json-value.js';
import { readJson, type JsonPart } from '../../json/read-json.js';
import { ihealthDay, ihealthGlucose, ihealthSleep, ihealthSport } from './ihealth-records.js';

/** Pages of iHealth's API (http://developer.ihealthlabs.com): days and sports, sleep, and glucose; a page has 50 entries. */
export const IHEALTH_FORMAT: ImportFormat = { name: 'ihealth', mediaTypes: [], read };

const LIST = /^\w+DataList$/;

/** The units of a page stand behind its list, so that a page is read as a whole. */
async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  for await (const part of readJson(path, context, () => false)) yield* ofPage(part, context.timeZone);
}

function* ofPage({ place, value }: JsonPart, timeZone: string): Generator<Reading> {
  const page = isObject(value) ? value : {};
  const lists = Object.entries(page).filter(([name, member]) => LIST.test(name) && Array.isArray(member));
  if (lists.length === 0) yield readingOf(place, () => other(entryOf(value)));
  for (const [name, list] of lists) {
    for (const [index, entry] of (Array.isArray(list) ? list : []).entries()) {
      const pointer = `${place === 'line 1' ? '' : place}/${name}/${index}`;
      yield readingOf(pointer, () => said(name, entryOf(entry), page, timeZone));
    }
  }
}

const other = (_page: JsonObject): Said => notSupported('a page without a list');

function said(list: string, entry: JsonObject, page: JsonObject, timeZone: string): Said {
  switch (list) {
    case 'ARDataList':
      return ihealthDay(entry, page.DistanceUnit, timeZone);
    case 'SPORTDataList':
      return ihealthSport(entry);
    case 'SRDataList':
      return ihealthSleep(entry);
    case 'BGDataList':
      return ihealthGlucose(entry, page.BGUnit);
    default:
      return notSupported('an entry of this list');
  }
}
