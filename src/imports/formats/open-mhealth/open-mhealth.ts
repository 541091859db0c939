import { noTime, noValue, notSupported, readingOf, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { isObject } from '../../json/json-value.js';
import { readJson, type IsList, type JsonPart } from '../../json/read-json.js';
import { RECORDS } from './body-record.js';
import { dataPointOf, type DataPoint } from './data-point.js';
import { checkMembers, checkVersion, SCHEMAS, type Schema } from './schemas.js';
import { timeFrameOf, type TimeFrame } from './time-frame.js';

/** A series: one header and a list of bodies; or a list of data points with something about it. */
const isList: IsList = (names, container) => container === 'array' && names.length === 1 && names[0] === 'body';

/**
 * Data points of Open mHealth (https://www.openmhealth.org/documentation/) and IEEE 1752.1, alone, in an array, one after the other,
 * or as a series of bodies under one header; and bodies without a header.
 */
export const OPEN_MHEALTH_FORMAT: ImportFormat = { name: 'open-mhealth', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  for await (const part of readJson(path, context, isList)) {
    if (!part.list && isObject(part.value) && Array.isArray(part.value.body)) continue;
    yield readingOf(part.place, () => said(part, context.timeZone));
  }
}

function said({ value, list, beside }: JsonPart, timeZone: string): Said {
  const entry = entryOf(value);
  const isOfSeries = list !== null && isObject(beside.header) && !('header' in entry);
  return saidOf(dataPointOf(entry, isOfSeries ? (beside.header as typeof entry) : undefined), timeZone);
}

/** Single values have none of these; a sum or a count is what was measured over a time. */
const WHOLE = new Set<unknown>([undefined, 'sum', 'count']);

function saidOf(point: DataPoint, timeZone: string): Said {
  const { body, hasHeader, isIeee } = point;
  const schema = SCHEMAS.get(point.schema ?? '');
  if (!schema) {
    if (hasHeader || Object.keys(body).some((name) => name !== 'effective_time_frame'))
      return notSupported('a body of this schema');
    throw new UnreadableEntry('missing_value', 'the body says nothing');
  }
  if (hasHeader && !isIeee && schema.mayBeEmpty && Object.keys(body).length === 0) return noValue('the body is empty');
  checkMembers(schema, body);
  if (!isIeee) checkVersion(schema, body, point.major);
  const frame = checkedTimeFrame(point, schema, timeZone);
  const record = RECORDS.get(point.schema);
  if (!record) return notSupported('a body of this schema');
  if (!WHOLE.has(body.descriptive_statistic))
    return { reason: 'statistic', detail: 'a statistic of several measurements is none of them' };
  return frame ? record(point, frame) : noTime('the body does not say when it was');
}

/** The time frame of a body, as its schema demands it. */
function checkedTimeFrame({ body, major, isIeee, hasHeader }: DataPoint, schema: Schema, zone: string): TimeFrame | undefined {
  const frame = timeFrameOf(body, zone, !isIeee && major < (schema.noPartOfDayFrom ?? Infinity));
  const isDemanded = isIeee || major >= schema.timeFrameFrom;
  if (!frame && isDemanded) throw new UnreadableEntry('missing_time_frame', 'effective_time_frame is missing');
  // The first versions only did not rule a moment out yet: a body that does not name its version is not taken for one of them.
  const isInterval = schema.interval && (isDemanded || (!hasHeader && schema.timeFrameFrom < Infinity));
  if (frame && !frame.isInterval && isInterval) {
    throw new UnreadableEntry('invalid_time_frame', 'effective_time_frame must be a time_interval');
  }
  return frame;
}
