import { finestCohort, type Cohort, type SexAtBirth } from '../scoring/cohorts.js';
import type { WindowSums } from '../scoring/daily-figures.js';
import { formatInstant } from '../time/instant.js';
import { nextLocalMidnight } from '../time/local-midnight.js';
import { localDate } from '../time/time-zone.js';
import type { SourceOrder } from './source-order.js';
import type { StateRow } from './write-statement.js';

/** What the population needs to know of a person. */
export interface Profile {
  timeZone: string;
  sexAtBirth: SexAtBirth;
  /** Local date, null when it is not on record. */
  birthDate: string | null;
  /** Null for the usual order. */
  sourceOrder: SourceOrder | null;
  /** Whether the user is booked in the population. */
  shareInPopulation: boolean;
}

/**
 * A user as a write finds it. Every write of the user's data raises `version`, and is carried out only if the version is still
 * the one it was computed from.
 */
export interface UserState {
  userId: string;
  version: string;
  /** The user's local date for which the stored figures hold. */
  asOf: string;
  /** The cohort in which the user is booked, if the user is shared. */
  cohort: Cohort;
  /** What the days that count on that date add up to; null where nobody has added them up yet. */
  sums: WindowSums | null;
  profile: Profile;
}

/** Where a user stands in time: the local date, the instant at which it ends, and the cohort of that day. */
export interface Standing {
  asOf: string;
  rollsAt: number;
  cohort: Cohort;
}

export function standingAt(nowMs: number, profile: Profile): Standing {
  const asOf = localDate(nowMs, profile.timeZone);
  return {
    asOf,
    rollsAt: nextLocalMidnight(nowMs, profile.timeZone),
    cohort: finestCohort(profile.sexAtBirth, profile.birthDate, asOf),
  };
}

/** The row that leaves a user of that version in that standing. */
export const stateRow = (
  userId: string,
  version: string,
  { asOf, rollsAt, cohort }: Standing,
  sums: WindowSums | null,
): StateRow => ({
  user_id: userId,
  version,
  as_of: asOf,
  rolls_at: formatInstant(rollsAt),
  cohort,
  steps_days: sums && sums.stepsDays,
  steps: sums && sums.steps,
  mvpa_seconds: sums && sums.mvpaSeconds,
  nights: sums && sums.nights,
  outside_band_seconds: sums && sums.outsideBandSeconds,
  asleep_seconds: sums && sums.asleepSeconds,
});
