import type { Problem } from '../http/problem.js';
import type { UserState } from '../population/user-state.js';
import type { Part } from '../population/write-statement.js';
import type { Spoken } from './spoken.js';

/** How drafts that come together are kept. */
export interface KeepMode {
  /** All of them or none: one that is rejected keeps the others from being written. */
  atomic: boolean;
  /** Nothing is written; what became of each draft is told as if it were. */
  dryRun: boolean;
  /**
   * Of each draft, in their order, the id under which it was exported, a UUID in lower case. A record without an `externalId` is
   * known by it again, and a new one gets it, where no other record of the user has it.
   */
  ids?: readonly (string | undefined)[];
  /** Of drafts that say different things of one record only the last is kept, as if the others had not come. */
  lastOnly?: boolean;
}

/** What became of one of several drafts: the record as it is after it, or why there is none. */
export type KeptRecord =
  { outcome: 'created' | 'updated' | 'unchanged'; id: string; version: number } | { outcome: 'rejected'; problem: Problem };

/** The same where only the last draft of a record is kept, see {@link KeepMode}. */
export type KeptOrSuperseded = KeptRecord | { outcome: 'superseded' };

/** From which version a user was moved on by a write, and to what; null where that is not known. */
export interface Moved {
  from: string;
  to: UserState | null;
}

/** Drafts that have been checked, on their way into the database. */
export interface Keep {
  /** How they moved their user on; null where they have not been written, or nothing was to be. */
  readonly moved: Moved | null;
  /** What they speak of, as soon as that is known. */
  readonly spoken: Spoken | null;
  /** Looks for what they may speak of, while the earlier ones that {@link write} will be given are being written. */
  look(): void;
  /**
   * Writes them, and in the same statement what `further` makes of the outcome. `earlier` are those that were written, or being
   * written, when these were looked for.
   */
  write(further?: (kept: readonly KeptOrSuperseded[]) => readonly Part[], earlier?: Keep): Promise<KeptOrSuperseded[]>;
}
