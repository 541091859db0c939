import type { KeptRecord } from './kept-record.js';
import type { RecordDraft, RecordKind, StoredRecord } from './record-kind.js';
import { newRecord, revisedRecord, sourceOf } from './recording.js';

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
export class Intake<Draft extends RecordDraft, Stored extends StoredRecord> {
  private readonly reported = new Map<string, Revision<Stored>>();
  private readonly unreported: Revision<Stored>[] = [];

  /** `known` are the records that the drafts' sources have reported under the same identifiers. */
  constructor(
    private readonly kind: RecordKind<Draft, Stored>,
    private readonly userId: string,
    private readonly timeZone: string,
    known: readonly Known<Stored>[],
  ) {
    for (const before of known) {
      const { source, externalId } = before.record;
      this.reported.set(identity(source, externalId!), { before, ...before });
    }
  }

  take(draft: Draft): KeptRecord {
    const key = draft.externalId ? identity(sourceOf(draft), draft.externalId) : null;
    const revision = key === null ? undefined : this.reported.get(key);
    return revision ? this.revise(revision, draft) : this.add(key, draft);
  }

  get added(): Revision<Stored>[] {
    return [...this.reported.values(), ...this.unreported].filter(({ before }) => !before);
  }

  get changed(): (Revision<Stored> & { before: Known<Stored> })[] {
    return [...this.reported.values()].filter(
      (revision): revision is Revision<Stored> & { before: Known<Stored> } =>
        revision.before !== null && revision.version > revision.before.version,
    );
  }

  private add(key: string | null, draft: Draft): KeptRecord {
    const revision = { before: null, record: newRecord(this.kind, this.userId, this.timeZone, draft), version: 1 };
    if (key === null) this.unreported.push(revision);
    else this.reported.set(key, revision);
    return { outcome: 'created', id: revision.record.id, version: 1 };
  }

  private revise(revision: Revision<Stored>, draft: Draft): KeptRecord {
    const record = revisedRecord(this.kind, revision.record, draft);
    if (record) {
      revision.record = record;
      revision.version += 1;
    }
    return { outcome: record ? 'updated' : 'unchanged', id: revision.record.id, version: revision.version };
  }
}

const identity = (source: StoredRecord['source'], externalId: string): string => `${source.name}\0${externalId}`;
