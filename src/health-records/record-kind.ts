import type { AddedDays } from '../population/ahead.js';
import type { RecordFacts, Source } from '../population/facts.js';
import type { Nearby } from '../population/stored-facts.js';

/** What every record has; the rest is its kind's own. */
export interface StoredRecord {
  id: string;
  userId: string;
  source: Source & { device: string | null };
  externalId: string | null;
  timeZone: string;
  localDate: string;
  createdAt: string;
  updatedAt: string;
}

/** What a client says of a record, whatever its kind. */
export interface RecordDraft {
  source?: Source & { device?: string | null };
  externalId?: string | null;
  timeZone?: string;
}

/** What a kind itself knows of a record: its own members, and the local day that it belongs to. */
export type OwnMembers<Stored extends StoredRecord> = Omit<Stored, Exclude<keyof StoredRecord, 'localDate'>>;

/** What makes one kind of health record differ from another; how records are kept is the same for all of them. */
export interface RecordKind<Draft extends RecordDraft, Stored extends StoredRecord> {
  /** For people, in messages: "physical activity". */
  noun: string;
  /** The collection in the address: `physical-activities`. */
  path: string;
  /** The class whose decorators say what a draft must satisfy. */
  draft: new () => Draft;
  /** The instant by which records of the kind are ordered. */
  instant: 'startedAt' | 'collectedAt';
  /**
   * The local dates that a draft is about, where what is stored of them will have to be read; null where nothing will, or where
   * that is not known without the user.
   */
  reads?: (draft: Draft) => Nearby | null;
  /**
   * The local dates of a draft, in a time zone of its own, that says nothing but what adds up: null where it does not, or where they are
   * several of which a figure counts one. What a client gets of such a record must not depend on the user.
   */
  addsTo?: (draft: Draft) => AddedDays | null;
  complete(draft: Draft, timeZone: string): OwnMembers<Stored>;
  /** What a client would have to say to get this record, and to have the patch change what it names and nothing else. */
  draftOf(record: Stored, patch?: object): Draft;
  /** What the record says about its user. */
  factsOf(record: Stored): RecordFacts;
}
