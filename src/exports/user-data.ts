/** The lists of an export, in their order. */
export const SECTIONS = ['physicalActivities', 'sleepSessions', 'bloodTests', 'healthScoreHistory'] as const;
export type Section = (typeof SECTIONS)[number];

/** Everything that is kept of a user, as it was at one instant. */
export interface UserData {
  /** RFC 3339. */
  exportedAt: string;
  /** The user as JSON, as clients get it. */
  user: string;
  /** Each entry of a list as JSON, as clients get it. */
  entries(section: Section): AsyncIterable<string>;
}

/** How many entries each list has. */
export type Counts = Record<Section, number>;

export const noCounts = (): Counts => ({ physicalActivities: 0, sleepSessions: 0, bloodTests: 0, healthScoreHistory: 0 });

/** What an export says of itself where its format has a place for it. */
export const EXPORT_NAME = 'health-tracker';
export const EXPORT_VERSION = 1;
