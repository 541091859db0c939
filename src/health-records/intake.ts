import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import type { KeptRecord } from './kept-record.js';
import type { RecordDraft, RecordKind, StoredRecord } from './record-kind.js';
import { newRecord, revisedRecord, sourceOf } from './recording.js';
import type { Spoken } from './spoken.js';

/** A record that is stored, and its version. */
export interface Known<Stored> {
  record: Stored;
  version: number;
}

/** A record on its way through the drafts: as it was stored, if it was, and as it is by now. */
export interface Revision<Stored> {
  before: Known<Stored> | null;
  record: Stored;
  version: number;
}

/**
 * Takes drafts one after another, as if each were written before the next, and gathers what is to be written in the end: each
 * record once, however many drafts speak of it.
 */
export class Intake<Draft extends RecordDraft, Stored extends StoredRecord> implements Spoken {
  private readonly revisions: Revision<Stored>[] = [];
  readonly reported = new Map<string, Revision<Stored>>();
  readonly byId = new Map<string, Revision<Stored>>();
  /** Of all of them: what is written at once is written at the same time. */
  private readonly now = formatInstant(clock.now());

  /** `known` are the records that the drafts' sources have reported under the same identifiers, and those that have the ids of drafts. */
  constructor(
    private readonly kind: RecordKind<Draft, Stored>,
    private readonly userId: string,
    private readonly timeZone: string,
    known: readonly Known<Stored>[],
  ) {
    for (const before of known) this.note({ before, ...before });
  }

  /** Takes a draft, and the id that its record had when it was exported: a record without an `externalId` is known by it. */
  take(draft: Draft, id?: string): KeptRecord {
    const revision = draft.externalId
      ? this.reported.get(identity(sourceOf(draft), draft.externalId))
      : id === undefined
        ? undefined
        : this.byId.get(id);
    return revision ? this.revise(revision, draft) : this.add(draft, id);
  }

  get path(): string {
    return this.kind.path;
  }

  get added(): Revision<Stored>[] {
    return this.revisions.filter(({ before }) => !before);
  }

  get changed(): (Revision<Stored> & { before: Known<Stored> })[] {
    return this.revisions.filter(
      (revision): revision is Revision<Stored> & { before: Known<Stored> } =>
        revision.before !== null && revision.version > revision.before.version,
    );
  }

  private add(draft: Draft, id?: string): KeptRecord {
    const freeId = id === undefined || this.byId.has(id) ? undefined : id;
    const record = newRecord(this.kind, this.userId, this.timeZone, draft, freeId, this.now);
    this.note({ before: null, record, version: 1 });
    return { outcome: 'created', id: record.id, version: 1 };
  }

  private note(revision: Revision<Stored>): void {
    const { id, source, externalId } = revision.record;
    this.revisions.push(revision);
    this.byId.set(id, revision);
    if (externalId !== null) this.reported.set(identity(source, externalId), revision);
  }

  private revise(revision: Revision<Stored>, draft: Draft): KeptRecord {
    const record = revisedRecord(this.kind, revision.record, draft, this.now);
    if (record) {
      revision.record = record;
      revision.version += 1;
    }
    return { outcome: record ? 'updated' : 'unchanged', id: revision.record.id, version: revision.version };
  }
}

/** How a record is known that a source has reported under an identifier of its own. */
export const identity = (source: StoredRecord['source'], externalId: string): string => `${source.name}\0${externalId}`;
