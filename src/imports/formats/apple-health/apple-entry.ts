import type { Place, ReadRecord, RecordCollection, RejectedEntries } from '../../import-format.js';
import { instantOf } from './apple-time.js';

const WEEK_MS = 7 * 86_400_000;

export type Attributes = Readonly<Record<string, string>>;

/** A `Record` or a `Workout` of an export, with what its children say. */
export interface AppleEntry {
  readonly attributes: Attributes;
  readonly line: number;
  /** Whether the person typed it in. */
  isByHand: boolean;
  /** The IANA zone it was made in, where it says that. */
  timeZone: string | undefined;
  /** The `WorkoutStatistics` of a workout. */
  readonly statistics: Attributes[];
}

/** The place of a line of an export. */
export type PlaceOfLine = (line: number) => Place;

export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** When an entry began and ended, or the code of what is wrong. */
export function intervalOf({ attributes }: AppleEntry): Interval | 'invalid_time' | 'ends_before_it_starts' | 'too_long' {
  const [startMs, endMs] = [instantOf(attributes.startDate), instantOf(attributes.endDate)];
  if (Number.isNaN(startMs) || Number.isNaN(endMs)) return 'invalid_time';
  if (endMs < startMs) return 'ends_before_it_starts';
  return endMs - startMs > WEEK_MS ? 'too_long' : { startMs, endMs };
}

const DETAILS = {
  invalid_time: 'startDate and endDate must be times such as 2024-11-03 01:30:00 -0500',
  ends_before_it_starts: 'endDate must not be before startDate',
  too_long: 'the entry is too long for what it is',
  invalid_value: 'value must be a number that is not negative, and a possible one',
  unknown_unit: 'the unit is not known for this type',
  unknown_sleep_state: 'value must be one of the HKCategoryValueSleepAnalysis values',
};

export type EntryFault = keyof typeof DETAILS;

export const rejected = (code: EntryFault, place: Place): RejectedEntries => ({
  outcome: 'rejected',
  entries: 1,
  place,
  code,
  detail: DETAILS[code],
});

export const record = (collection: RecordCollection, draft: object, place: Place, entries = 1): ReadRecord => ({
  outcome: 'record',
  entries,
  place,
  collection,
  draft,
});
