import { isDeepStrictEqual } from 'node:util';
import { identity } from './intake.js';
import type { RecordDraft } from './record-kind.js';
import { sourceOf } from './recording.js';

/**
 * Which of some drafts are superseded: a later one speaks of the same record and says something else. `null` is no possible draft,
 * and supersedes nothing. `ids` are those under which the records were exported, of which a record without `externalId` has no other
 * name.
 */
export function supersededAmong(
  drafts: readonly (RecordDraft | null)[],
  ids: readonly (string | undefined)[],
): ReadonlySet<number> {
  const last = new Map<string, RecordDraft>();
  const superseded = new Set<number>();
  for (let index = drafts.length - 1; index >= 0; index -= 1) {
    const draft = drafts[index]!;
    const name = draft && nameOf(draft, ids[index]);
    if (!name) continue;
    const later = last.get(name);
    if (!later) last.set(name, draft);
    else if (!isDeepStrictEqual(draft, later)) superseded.add(index);
  }
  return superseded;
}

function nameOf(draft: RecordDraft, id: string | undefined): string | undefined {
  return draft.externalId ? identity(sourceOf(draft), draft.externalId) : id;
}
