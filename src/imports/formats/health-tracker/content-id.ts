import { createHash } from 'node:crypto';
import type { RecordCollection } from '../../import-format.js';

/**
 * An `externalId` for a record whose file has none: the same whenever it says the same, in whatever order and whether or not it
 * says that something is not known. Two equal records are one.
 */
export function contentId(collection: RecordCollection, draft: object): string {
  const content = JSON.stringify([collection, draft], inOrder);
  return `content:${createHash('sha256').update(content).digest('base64url')}`;
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
