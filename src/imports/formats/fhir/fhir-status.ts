import type { Fault } from './fhir-fault.js';

/** What the status of an Observation means for its values: they count, or why they do not. */
export type Standing = 'counts' | { reason: string; detail: string } | Fault;

const STANDINGS: ReadonlyMap<unknown, Standing> = new Map<unknown, Standing>([
  ['final', 'counts'],
  ['amended', 'counts'],
  ['corrected', 'counts'],
  ['appended', 'counts'],
  ['registered', { reason: 'registered', detail: 'there is no result yet' }],
  ['specimen-in-process', { reason: 'registered', detail: 'there is no result yet' }],
  ['preliminary', { reason: 'preliminary', detail: 'the result is not verified yet; the final one will be read' }],
  ['partial', { reason: 'preliminary', detail: 'the result is not verified yet; the final one will be read' }],
  ['cancelled', { reason: 'cancelled', detail: 'it was not measured after all' }],
  ['cannot-be-obtained', { reason: 'cancelled', detail: 'it was not measured after all' }],
  ['entered-in-error', { reason: 'entered_in_error', detail: 'it was withdrawn' }],
  ['unknown', { reason: 'status_unknown', detail: 'nobody knows whether the result is final' }],
]);

export function standingOf(status: unknown): Standing {
  if (status === undefined) return { code: 'missing_status', detail: 'an Observation needs a status' };
  return STANDINGS.get(status) ?? { code: 'unknown_status', detail: 'the status is none of those of FHIR' };
}
