/** The kinds of records that an import can bring, by the name of their collection in the address. */
export type RecordCollection = 'physical-activities' | 'sleep-sessions' | 'blood-tests';

/** Where in a file something stands, for people: `line 12`, or a JSON pointer such as `/sleep/0`; within a zip after the name in it. */
export type Place = string;

/** What became of some entries of a file when it was read. Each entry of the file is in exactly one of these. */
export type Reading = ReadRecord | SkippedEntries | RejectedEntries;

interface OfEntries {
  /** How many entries of the file this speaks of: a day that was summed up of 1,440 minutes speaks of 1,440. */
  entries: number;
  /** Of the first of them. */
  place: Place;
}

/** Entries that make one record, as a client would send it; whether it is a possible one is checked when it is written. */
export interface ReadRecord extends OfEntries {
  outcome: 'record';
  collection: RecordCollection;
  draft: object;
  /** The id that the record had where it was exported, a UUID in lower case; it is known by it again where it has no `externalId`. */
  id?: string;
}

/** Entries that are none of the three kinds, say nothing, or are said elsewhere in the file. */
export interface SkippedEntries extends OfEntries {
  outcome: 'skipped';
  /** snake_case, for programs: `not_supported`, `no_value`, `entered_in_error`, ... */
  reason: string;
  /** For people, without a value of anybody's. */
  detail: string;
}

/** Entries that cannot be read. */
export interface RejectedEntries extends OfEntries {
  outcome: 'rejected';
  /** snake_case, for programs. */
  code: string;
  /** For people, without a value of anybody's. */
  detail: string;
}

/** What is known beside the file. */
export interface ReadingContext {
  /** The user's IANA time zone: that of times without an offset. */
  timeZone: string;
  /** Told now and then how many bytes of the file have been read, of a zip those that are compressed, so that people see progress. */
  onBytes?: (bytesRead: number) => void;
}

/**
 * A format of files: the mapping from its entries to records, and nothing else. It is pure: the same file gives the same readings,
 * and each record has an `externalId`, or else an `id`, that is the same whenever the same entries are read again. It keeps no
 * more of a file in memory than what makes one record (or one total a source and day).
 */
export interface ImportFormat {
  /** As `?format=` names it: `apple-health`. */
  name: string;
  /** The content types that mean this format and no other. */
  mediaTypes: readonly string[];
  /**
   * Reads a file that is on disk.
   * @throws MalformedFile where the file cannot be read any further
   */
  read(path: string, context: ReadingContext): AsyncIterable<Reading>;
}

/** The file is not what it should be from some place on; what was read before it stands. */
export class MalformedFile extends Error {
  constructor(
    readonly place: Place,
    message: string,
    /** snake_case, for programs: `truncated`, `malformed_xml`, `unsafe_document_type`, `zip_bomb`, ... */
    readonly code = 'malformed_file',
  ) {
    super(message);
  }
}
