import { MalformedFile, type Place, type RecordCollection } from '../../import-format.js';

/** The version of the form that is written and read here. */
const VERSION = 1;

/** The lists of an export by their name in its counts, and the records that are in them; the history of the score is no record. */
export const COLLECTIONS: Readonly<Record<string, RecordCollection | null>> = {
  physicalActivities: 'physical-activities',
  sleepSessions: 'sleep-sessions',
  bloodTests: 'blood-tests',
  healthScoreHistory: null,
};

/** @throws MalformedFile where an export has a form that is not known here */
export function checkVersion(version: unknown, place: Place): void {
  if (version === undefined || version === VERSION) return;
  throw new MalformedFile(place, `exports of version ${VERSION} can be read`, 'unsupported_version');
}

/** Counts what is in an export, to be compared with what it says of itself at its end. */
export class Contents {
  private readonly counts: Record<string, number> = Object.fromEntries(Object.keys(COLLECTIONS).map((name) => [name, 0]));

  add(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  /** @throws MalformedFile where something is missing, or is there twice */
  check(said: unknown, place: Place): void {
    const counts = (said ?? {}) as Record<string, unknown>;
    const wrong = Object.keys(this.counts).find((name) => counts[name] !== undefined && counts[name] !== this.counts[name]);
    if (wrong === undefined) return;
    throw new MalformedFile(place, `the export does not have as many ${wrong} as it says`, 'incomplete');
  }
}

/** Why the rest of an export makes no records. */
export const NO_RECORDS = {
  user: ['profile', 'the profile of the user; create or change the user with it'],
  healthScoreHistory: ['not_importable', 'past scores, which were made by the population of their day'],
} as const;
