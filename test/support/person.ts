/** A person with all records, each as it is sent over HTTP: what the definition of the score is about. */
export interface Person {
  /** Given by the service. */
  id: string;
  profile: Profile;
  activities: SentActivity[];
  sleepSessions: SentSleep[];
  bloodTests: SentBloodTest[];
}

export interface Profile {
  birthDate: string | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
  timeZone: string;
}

/** What a record of any kind says; the time zone always, so that it does not follow the person's. */
export interface SentRecord {
  timeZone: string;
  source?: { name: string; kind: 'manual' | 'watch' | 'ring' | 'phone' | 'laboratory' | 'other' };
  externalId?: string;
  /** What the service gave the record when it was sent. */
  given?: { id: string; createdAt: string };
}

export interface SentActivity extends SentRecord {
  type: string;
  startedAt: string;
  endedAt: string;
  steps?: number;
  moderateSeconds?: number;
  vigorousSeconds?: number;
}

export interface SentSleep extends SentRecord {
  startedAt: string;
  endedAt: string;
  isMainSleep?: boolean;
  totalSleepSeconds?: number;
  stages?: { stage: 'awake' | 'light' | 'deep' | 'rem' | 'unknown'; startedAt: string; endedAt: string }[];
}

export interface SentBloodTest extends SentRecord {
  collectedAt: string;
  fasting?: boolean;
  results: { analyte: string; value: number; unit: string }[];
}

/** A person of whom nothing is recorded. */
export const somebody = (profile: Partial<Profile> = {}): Person => ({
  id: '',
  profile: { birthDate: null, sexAtBirth: 'unknown', timeZone: 'UTC', ...profile },
  activities: [],
  sleepSessions: [],
  bloodTests: [],
});
