import type { Source } from '../../../health-records/health-record.dto.js';
import { notSupported, readingOf, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import { Nights } from '../../entries/nights.js';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import type { JsonObject, JsonValue } from '../../json/json-value.js';
import { readJson, type IsList, type JsonPart } from '../../json/read-json.js';
import { fitPointOf, fitRecord, stageOf, type FitPoint } from './google-fit-point.js';
import { fitSession } from './google-fit-session.js';

/** Points of a data set, of aggregated ones, and of a file of Google Takeout; sessions. */
const LISTS = new Set(['point', 'bucket/*/dataset/*/point', 'Data Points', 'session', 'deletedSession']);
const isList: IsList = (names, container) => container === 'array' && LISTS.has(names.join('/'));

/**
 * Google Fit: data sets of its REST API (https://developers.google.com/fit/rest/v1/reference/users/dataSources/datasets), aggregated
 * ones, sessions, and the files of data that Google Takeout has.
 */
export const GOOGLE_FIT_FORMAT: ImportFormat = { name: 'google-fit', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let stream = '';
  let nights = new Nights(sourceOf(stream));
  for await (const part of readJson(path, context, isList)) {
    const next = streamOf(part);
    if (!part.list || next !== stream) {
      yield* nights.end();
      stream = next;
      nights = new Nights(sourceOf(stream));
    }
    yield* readingsOf(part, sourceOf(stream), nights);
  }
}

function* readingsOf({ place, list, value }: JsonPart, source: Source, nights: Nights): Generator<Reading> {
  let point: FitPoint | null = null;
  const reading = readingOf(place, () => {
    if (!list) return document(value);
    if (list[0] === 'session') return fitSession(entryOf(value));
    if (list[0] === 'deletedSession') return { reason: 'deleted', detail: 'the session was deleted' };
    point = fitPointOf(entryOf(value));
    return stageOf(point) ? null : fitRecord(point, source);
  });
  if (reading) yield reading;
  else if (point) yield* nights.add(place, { ...(point as FitPoint), stage: stageOf(point)! });
}

/** A data set without points says nothing: it is an answer about a time in which nothing was measured. */
function document(value: JsonValue): Said | null {
  const entry = entryOf(value);
  const isKnown = [...LISTS, 'bucket', 'dataSourceId', 'Data Source'].some((name) => name in entry);
  return isKnown ? null : notSupported('an answer of this kind');
}

const streamOf = ({ beside }: JsonPart): string => textIn(beside, 'dataSourceId') || textIn(beside, 'Data Source');

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
  return { name: isMerged ? 'Google Fit' : `Google Fit ${name}`.slice(0, LONGEST_NAME), kind: 'phone' };
}
