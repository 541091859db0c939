import type { Place, Reading, RecordCollection, RejectedEntries } from '../import-format.js';

/** What an entry of a file says: a record, or why it is none. */
export type Said = { collection: RecordCollection; draft: object } | { reason: string; detail: string };

/** An entry cannot be read: a member is missing or is not what it should be. */
export class UnreadableEntry extends Error {
  constructor(
    /** snake_case, for programs. */
    readonly code: string,
    /** For people, without a value of anybody's. */
    detail: string,
  ) {
    super(detail);
  }
}

/** The reading of one or more entries: what `read` says of them, or the {@link UnreadableEntry} that it throws. */
export function readingOf(place: Place, read: () => Said, entries?: number): Reading;
/** The same, or null where there is no entry to speak of. */
export function readingOf(place: Place, read: () => Said | null, entries?: number): Reading | null;
export function readingOf(place: Place, read: () => Said | null, entries = 1): Reading | null {
  try {
    const said = read();
    if (!said) return null;
    return 'draft' in said ? { outcome: 'record', place, entries, ...said } : { outcome: 'skipped', place, entries, ...said };
  } catch (error) {
    return rejectionOf(place, error, entries);
  }
}

/** The reading of entries that cannot be read, as an {@link UnreadableEntry} says why; other errors are thrown on. */
export function rejectionOf(place: Place, error: unknown, entries = 1): RejectedEntries {
  if (!(error instanceof UnreadableEntry)) throw error;
  return { outcome: 'rejected', place, entries, code: error.code, detail: error.message };
}

export const notSupported = (what: string): Said => ({
  reason: 'not_supported',
  detail: `${what} is none of the kinds of records`,
});
export const noValue = (detail: string): Said => ({ reason: 'no_value', detail });
export const noTime = (detail: string): Said => ({ reason: 'no_time', detail });
