import { createHash } from 'node:crypto';
import type { Source } from '../../../health-records/health-record.dto.js';
import { UnreadableEntry } from '../../entries/entry-reading.js';
import { idOf, needed, objectOf, textOf } from '../../entries/members.js';
import { cutTo, shortId } from '../../entries/short-text.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { SCHEMAS, schemaNameOf } from './schemas.js';

/** A body, and what is known of it. */
export interface DataPoint {
  body: JsonObject;
  /** The name of its schema; undefined where it is not known. */
  schema: string | undefined;
  /** The major version of the schema: where none is named, the first that writes such a body. */
  major: number;
  /** Whether the schema is one of IEEE 1752.1. */
  isIeee: boolean;
  /** Whether there is a header that names the schema. */
  hasHeader: boolean;
  source: Source;
  externalId: string;
}

const LONGEST_NAME = 100;

/** A data point, or the body of one: `header` may stand beside a series of bodies. */
export function dataPointOf(entry: JsonObject, headerOfSeries?: JsonObject): DataPoint {
  if ('header' in entry || headerOfSeries) {
    const header = headerOfSeries ?? needed(objectOf(entry, 'header'), 'header');
    if (!headerOfSeries && entry.body === undefined) throw new UnreadableEntry('missing_body', 'body is missing');
    return ofHeader(header, headerOfSeries ? entry : needed(objectOf(entry, 'body'), 'body'), headerOfSeries !== undefined);
  }
  if ('body' in entry) throw new UnreadableEntry('missing_header', 'header is missing');
  const schema = schemaNameOf(entry);
  const major = SCHEMAS.get(schema ?? '')?.majorsOf?.(entry)[0] ?? 1;
  const source: Source = { name: 'Open mHealth', kind: 'other' };
  return { body: entry, schema, major, isIeee: false, hasHeader: false, source, externalId: digestOf(entry) };
}

/** The headers of Open mHealth have `id` and `creation_date_time`, those of IEEE 1752.1 `uuid` and `source_creation_date_time`. */
function ofHeader(header: JsonObject, body: JsonObject, ofSeries: boolean): DataPoint {
  const id = wanted(idOf(header, 'id') ?? idOf(header, 'uuid'), 'id');
  const created = textOf(header, 'creation_date_time') ?? textOf(header, 'source_creation_date_time');
  wanted(created, 'creation_date_time');
  const schemaId = wanted(objectOf(header, 'schema_id'), 'schema_id');
  return {
    body,
    schema: wanted(textOf(schemaId, 'name'), 'schema_id.name'),
    major: Number.parseInt(wanted(textOf(schemaId, 'version'), 'schema_id.version'), 10) || 1,
    isIeee: textOf(schemaId, 'namespace') === 'ieee',
    hasHeader: true,
    source: sourceOf(header),
    externalId: ofSeries ? shortId(`${id}/${digestOf(body)}`) : shortId(id),
  };
}

function wanted<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new UnreadableEntry('invalid_header', `${name} is missing in the header`);
}

function sourceOf(header: JsonObject): Source {
  const provenance = objectOf(header, 'acquisition_provenance') ?? {};
  const name = cutTo((textOf(provenance, 'source_name') ?? '').trim(), LONGEST_NAME) || 'Open mHealth';
  const modality = textOf(provenance, 'modality') ?? textOf(header, 'modality');
  return { name, kind: modality === 'self-reported' ? 'manual' : 'other' };
}

/** Names a body that has no name of its own by what it says, in whatever order it says it. */
function digestOf(body: JsonObject): string {
  return createHash('sha256').update(canonical(body)).digest('hex').slice(0, 32);
}

function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null);
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}
