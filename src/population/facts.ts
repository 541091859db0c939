import type { LabResult } from '../scoring/laboratory-figures.js';
import type { SleepInterval } from '../time/sleep-union.js';

export const SOURCE_KINDS = ['manual', 'watch', 'ring', 'phone', 'laboratory', 'other'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Who measured: two records come from the same source when both the name and the kind are equal. */
export interface Source {
  name: string;
  kind: SourceKind;
}

/** What an activity adds to one local day; null means that it says nothing of the kind. */
export interface DayFact {
  localDate: string;
  steps: number | null;
  moderateSeconds: number | null;
  vigorousSeconds: number | null;
  distanceCentimeters: number | null;
  energyCentikilocalories: number | null;
}

/** One sleep session, under the local date of waking. */
export interface NightFact extends SleepInterval {
  id: string;
  localDate: string;
}

/** What one health record says about its user: all that the population needs to know of it. */
export interface RecordFacts {
  source: Source;
  days: readonly DayFact[];
  nights: readonly NightFact[];
  results: readonly LabResult[];
}
