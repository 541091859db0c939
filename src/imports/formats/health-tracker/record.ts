import { validate } from 'uuid';
import type { Place, Reading, RecordCollection } from '../../import-format.js';
import { contentId } from './content-id.js';

/** What the service computes: an export has it, and it follows again from the rest. */
const COMPUTED = ['userId', 'localDate', 'createdAt', 'updatedAt', 'efficiencyPercent'];
const COMPUTED_OF_RESULT = ['canonicalValue', 'canonicalUnit', 'referenceRange', 'interpretation'];

/** A record as the API answers it, or as a client would send it. */
export function readRecord(collection: RecordCollection, record: unknown, place: Place): Reading {
  if (!isObject(record)) return rejected('invalid_record', 'a record is an object', place);
  const { id, ...said } = without(COMPUTED, record);
  if (id !== undefined && id !== null && !(typeof id === 'string' && validate(id)))
    return rejected('invalid_id', 'the id of a record is a UUID', place);
  const draft = { ...said };
  if (Array.isArray(draft.results)) draft.results = draft.results.map((result) => resultIn(result));
  const known = { outcome: 'record', entries: 1, place, collection } as const;
  if (typeof id === 'string') return { ...known, draft, id: id.toLowerCase() };
  return { ...known, draft: isNothing(draft.externalId) ? { ...draft, externalId: contentId(collection, draft) } : draft };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNothing = (value: unknown): boolean => value === null || value === undefined;

const resultIn = (result: unknown): unknown => (isObject(result) ? without(COMPUTED_OF_RESULT, result) : result);

function without(names: readonly string[], record: Record<string, unknown>): Record<string, unknown> {
  const rest = { ...record };
  for (const name of names) delete rest[name];
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
