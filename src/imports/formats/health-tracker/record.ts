import { validate } from 'uuid';
import type { Place, Reading, RecordCollection } from '../../import-format.js';
import { contentId } from './content-id.js';

/** A record as the API answers it, or as a client would send it. */
export function readRecord(collection: RecordCollection, record: unknown, place: Place): Reading {
  if (!isObject(record)) return rejected('invalid_record', 'a record is an object', place);
  const { id, draft } = said(record);
  if (id !== undefined && id !== null && !(typeof id === 'string' && validate(id)))
    return rejected('invalid_id', 'the id of a record is a UUID', place);
  if (Array.isArray(draft.results)) draft.results = draft.results.map((result) => resultIn(result));
  const known = { outcome: 'record', entries: 1, place, collection } as const;
  if (typeof id === 'string') return { ...known, draft, id: id.toLowerCase() };
  if (isNothing(draft.externalId)) draft.externalId = contentId(collection, draft);
  return { ...known, draft };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** What a client says; what the service computes, which an export has too, follows again from it. */
function said(record: Record<string, unknown>): { id: unknown; draft: Record<string, unknown> } {
  const {
    id,
    userId: _user,
    localDate: _date,
    createdAt: _created,
    updatedAt: _updated,
    efficiencyPercent: _efficiency,
    ...draft
  } = record;
  return { id, draft };
}

function resultIn(result: unknown): unknown {
  if (!isObject(result)) return result;
  const {
    canonicalValue: _value,
    canonicalUnit: _unit,
    referenceRange: _range,
    interpretation: _interpretation,
    ...rest
  } = result;
  return rest;
}

/** An entry that cannot be read. */
export const rejected = (code: string, detail: string, place: Place): Reading => ({
  outcome: 'rejected',
  entries: 1,
  place,
  code,
  detail,
});
