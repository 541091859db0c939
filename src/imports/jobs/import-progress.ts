import type { KeptOrSuperseded } from '../../health-records/kept-record.js';
import type { Fault } from '../../http/problem.js';
import type { Place, ReadRecord, Reading, RecordCollection, RejectedEntries, SkippedEntries } from '../import-format.js';
import { reportText } from './report-text.js';

export const COLLECTIONS = ['physical-activities', 'sleep-sessions', 'blood-tests'] as const satisfies RecordCollection[];

/** How far an import is. Whatever is counted here has been written, and the other way round. */
export interface ImportProgress {
  /** How many readings of each kind are counted: a run that goes on later leaves out as many. */
  counted: Record<RecordCollection | 'other', number>;
  /** Entries of the file, by what became of them. */
  entries: Record<'created' | 'updated' | 'unchanged' | 'skipped' | 'rejected', number>;
  /** Records that were made of entries, by what became of them. */
  records: Record<'created' | 'updated' | 'unchanged' | 'rejected', number>;
  /** Why entries were skipped. */
  skipped: SkipReason[];
  /** Rows of `import_errors`. */
  errors: number;
}

export interface SkipReason {
  reason: string;
  detail: string;
  entries: number;
  /** Of the first of them. */
  place: Place;
}

/** Entries that could not be taken, and why. */
export interface ImportError {
  place: Place;
  entries: number;
  collection: RecordCollection | null;
  code: string;
  detail: string;
  errors: readonly Fault[] | null;
}

const MOST_REASONS = 200;
const SUPERSEDED = { reason: 'superseded', detail: 'the same record is stated again, and otherwise, later in the file' };

export const noProgress = (): ImportProgress => ({
  counted: { 'physical-activities': 0, 'sleep-sessions': 0, 'blood-tests': 0, other: 0 },
  entries: { created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 },
  records: { created: 0, updated: 0, unchanged: 0, rejected: 0 },
  skipped: [],
  errors: 0,
});

/** The progress after some more readings, and the errors among them. `kept` is what became of the records. */
export function advanced(
  progress: ImportProgress,
  records: readonly ReadRecord[],
  kept: readonly KeptOrSuperseded[],
  others: readonly (SkippedEntries | RejectedEntries)[],
): { progress: ImportProgress; errors: ImportError[] } {
  const next = structuredClone(progress);
  const errors: ImportError[] = [];
  for (const [index, { collection, entries, place }] of records.entries()) {
    const became = kept[index]!;
    next.counted[collection] += 1;
    if (became.outcome === 'superseded') {
      next.entries.skipped += entries;
      addSkip(next.skipped, { ...SUPERSEDED, entries, place: reportText(place) });
      continue;
    }
    next.entries[became.outcome] += entries;
    next.records[became.outcome] += 1;
    if (became.outcome !== 'rejected') continue;
    const { code, detail = code, errors: faults = null } = became.problem;
    errors.push({
      place: reportText(place),
      entries,
      collection,
      code,
      detail: reportText(detail),
      errors: faults && faults.map(inReport),
    });
  }
  next.counted.other += others.length;
  for (const { entries, ...other } of others) {
    const [place, detail] = [reportText(other.place), reportText(other.detail)];
    next.entries[other.outcome] += entries;
    if (other.outcome === 'skipped') addSkip(next.skipped, { reason: other.reason, detail, entries, place });
    else errors.push({ place, entries, collection: null, code: other.code, detail, errors: null });
  }
  next.errors += errors.length;
  return { progress: next, errors };
}

/** A fault in a record may repeat its names and values. */
const inReport = ({ pointer, detail, ...fault }: Fault): Fault => ({
  ...fault,
  ...(pointer !== undefined && { pointer: reportText(pointer) }),
  detail: reportText(detail),
});

/** How many entries of the file have been read. */
export const entriesRead = ({ entries }: ImportProgress): number => Object.values(entries).reduce((sum, count) => sum + count, 0);

/** By what a reading is counted. */
export const counterOf = (reading: Reading): keyof ImportProgress['counted'] =>
  reading.outcome === 'record' ? reading.collection : 'other';

function addSkip(reasons: SkipReason[], skip: SkipReason): void {
  const same = reasons.find(({ reason, detail }) => reason === skip.reason && detail === skip.detail);
  if (same) same.entries += skip.entries;
  else if (reasons.length < MOST_REASONS) reasons.push({ ...skip });
  else addToOthers(reasons, skip);
}

/** A file can have any number of things that nobody knows: those that come late are counted together. */
function addToOthers(reasons: SkipReason[], { entries, place }: SkipReason): void {
  const others = reasons.find(({ reason }) => reason === 'other');
  if (others) others.entries += entries;
  else reasons.push({ reason: 'other', detail: 'There are too many reasons to tell all of them apart.', entries, place });
}
