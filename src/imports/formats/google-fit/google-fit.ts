import type { Source } from '../../../health-records/health-record.dto.js';
import { notSupported, readingOf, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import { Nights } from '../../entries/nights.js';
import { cutTo } from '../../entries/short-text.js';
import type { ImportFormat, Place, Reading, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { readJson, type IsList, type JsonPart } from '../../json/read-json.js';
import { fitPointOf, fitRecord, stageOf, type FitPoint } from './google-fit-point.js';
import { fitSession } from './google-fit-session.js';

/** Points of a data set, buckets of aggregated ones, points of a file of Google Takeout; sessions. */
const LISTS = new Set(['point', 'bucket', 'Data Points', 'session', 'deletedSession']);
const isList: IsList = (names, container) => container === 'array' && names.length === 1 && LISTS.has(names[0]!);

/**
 * Google Fit: data sets of its REST API (https://developers.google.com/fit/rest/v1/reference/users/dataSources/datasets), aggregated
 * ones, sessions, and the files of data that Google Takeout has.
 */
export const GOOGLE_FIT_FORMAT: ImportFormat = { name: 'google-fit', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let stream = '';
  let nights = new Nights(sourceOf(stream));
  for await (const part of readJson(path, context, isList)) {
    for (const entry of entriesOf(part)) {
      if (entry.list === null || entry.stream !== stream) {
        yield* nights.end();
        stream = entry.stream;
        nights = new Nights(sourceOf(stream));
      }
      yield* readingsOf(entry, sourceOf(stream), nights);
    }
  }
}

/** An entry, and the stream of data that it is of. */
interface FitEntry {
  place: Place;
  list: string | null;
  value: JsonValue;
  stream: string;
}

/** A bucket has the points of its data sets; everything else is one entry. */
function* entriesOf({ place, list, value, beside }: JsonPart): Generator<FitEntry> {
  const name = list?.[0] ?? null;
  const datasets = isObject(value) && Array.isArray(value.dataset) ? value.dataset : null;
  if (name !== 'bucket' || !datasets) {
    yield { place, list: name, value, stream: textIn(beside, 'dataSourceId') || textIn(beside, 'Data Source') };
    return;
  }
  for (const [index, dataset] of datasets.entries()) {
    if (!isObject(dataset) || !Array.isArray(dataset.point)) continue;
    for (const [at, point] of dataset.point.entries()) {
      const pointer = `${place}/dataset/${index}/point/${at}`;
      yield { place: pointer, list: 'point', value: point, stream: textIn(dataset, 'dataSourceId') };
    }
  }
}

function* readingsOf({ place, list, value }: FitEntry, source: Source, nights: Nights): Generator<Reading> {
  let point: FitPoint | null = null;
  const reading = readingOf(place, () => {
    if (!list) return document(value);
    if (list === 'session') return fitSession(entryOf(value));
    if (list === 'deletedSession') return { reason: 'deleted', detail: 'the session was deleted' };
    if (list === 'bucket') throw new UnreadableEntry('missing_value', 'dataset is missing');
    point = fitPointOf(entryOf(value));
    return stageOf(point) ? null : fitRecord(point, source);
  });
  if (reading) yield reading;
  else if (point) yield* nights.add(place, { ...(point as FitPoint), stage: stageOf(point)! });
}

/** A data set without points says nothing: it is an answer about a time in which nothing was measured. */
function document(value: JsonValue): Said | null {
  const entry = entryOf(value);
  const isKnown = [...LISTS, 'dataSourceId', 'Data Source'].some((name) => name in entry);
  return isKnown ? null : notSupported('an answer of this kind');
}

const textIn = (object: Readonly<JsonObject>, name: string): string => {
  const value = object[name];
  return typeof value === 'string' ? value : '';
};

const LONGEST_NAME = 100;

/**
 * Google merges what several applications and devices measured into streams without overlaps: those are one source, whose points add
 * up. Every other stream is a source of its own, since it may have measured the same steps.
 */
function sourceOf(stream: string): Source {
  const name = stream.split(':').slice(2).join(':');
  const isMerged = name === '' || /:merge_\w+$/.test(name);
  return { name: isMerged ? 'Google Fit' : cutTo(`Google Fit ${name}`, LONGEST_NAME), kind: 'phone' };
}
