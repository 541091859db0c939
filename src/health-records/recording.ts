import { isDeepStrictEqual } from 'node:util';
import { uuidV7 } from '../database/uuid-v7.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import type { RecordDraft, RecordKind, StoredRecord } from './record-kind.js';

type Added = Pick<StoredRecord, 'id' | 'userId' | 'timeZone' | 'createdAt' | 'updatedAt'>;

export const sourceOf = ({ source }: RecordDraft): StoredRecord['source'] =>
  source
    ? { name: source.name, kind: source.kind, device: source.device ?? null }
    : { name: 'manual', kind: 'manual', device: null };

/** The record that a draft makes, with an id that is given or a new one; `timeZone` is its owner's. */
export function newRecord<Draft extends RecordDraft, Stored extends StoredRecord>(
  kind: RecordKind<Draft, Stored>,
  userId: string,
  timeZone: string,
  draft: Draft,
  id = uuidV7(),
  now = formatInstant(clock.now()),
): Stored {
  return complete(kind, draft, { id, userId, timeZone, createdAt: now, updatedAt: now });
}

/** The record as it is once it says what the draft says; null where it says so already. */
export function revisedRecord<Draft extends RecordDraft, Stored extends StoredRecord>(
  kind: RecordKind<Draft, Stored>,
  known: Stored,
  draft: Draft,
  now = formatInstant(clock.now()),
): Stored | null {
  const { id, userId, timeZone, createdAt, updatedAt } = known;
  const same = complete(kind, draft, { id, userId, timeZone, createdAt, updatedAt });
  if (isDeepStrictEqual(kind.draftOf(same), kind.draftOf(known))) return null;
  return { ...same, updatedAt: now };
}

/** The whole record: what the client said, what follows from it, and what the service adds. */
function complete<Draft extends RecordDraft, Stored extends StoredRecord>(
  kind: RecordKind<Draft, Stored>,
  draft: Draft,
  added: Added,
): Stored {
  const timeZone = draft.timeZone ?? added.timeZone;
  const { id, userId, createdAt, updatedAt } = added;
  const common = { id, userId, timeZone, createdAt, updatedAt, source: sourceOf(draft), externalId: draft.externalId ?? null };
  return Object.assign(common, kind.complete(draft, timeZone)) as unknown as Stored;
}
