import { entityTag } from '../http/entity-tag.js';
import { OUTCOMES, type BatchItem, type BatchResult, type Outcome } from './batch-result.dto.js';
import type { KeptRecord } from './kept-record.js';

/** The answer to a batch; `collection` is the address of the records. What is only supposed to have been created is nowhere. */
export function batchResult(kept: readonly KeptRecord[], collection: string, isSupposed: boolean): BatchResult {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of kept) counts[outcome] += 1;
  return {
    summary: { items: kept.length, ...counts },
    items: kept.map((one, index) => batchItem(one, index, collection, isSupposed)),
  };
}

function batchItem(kept: KeptRecord, index: number, collection: string, isSupposed: boolean): BatchItem {
  const { outcome } = kept;
  if (outcome === 'rejected') return { index, outcome, problem: kept.problem.toItem() };
  if (isSupposed) return { index, outcome };
  return { index, outcome, id: kept.id, etag: entityTag(kept.version), location: `${collection}/${kept.id}` };
}
