import { somebody, type Person, type Profile, type SentBloodTest } from './person.js';

const DAY = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** What is measured of a person: the same on each of the four days before an instant, and a blood test of the day before it. */
export interface Measured {
  steps?: number;
  moderateMinutes?: number;
  minutesAsleep?: number;
  results?: SentBloodTest['results'];
}

/** A person with four valid days: the figures are the very numbers given. */
export function measured(nowMs: number, what: Measured, profile: Partial<Profile> = {}): Person {
  const person = somebody(profile);
  const { timeZone } = person.profile;
  for (const ago of [1, 2, 3, 4].map((days) => nowMs - days * DAY)) {
    if (what.steps !== undefined || what.moderateMinutes !== undefined) {
      const moderateSeconds = what.moderateMinutes === undefined ? undefined : what.moderateMinutes * 60;
      const record = { startedAt: iso(ago), endedAt: iso(ago + (moderateSeconds ?? 0) * 1000), timeZone };
      person.activities.push({ ...record, type: 'walking', steps: what.steps, moderateSeconds });
    }
    if (what.minutesAsleep !== undefined) {
      const record = { startedAt: iso(ago - what.minutesAsleep * 60_000), endedAt: iso(ago), timeZone };
      person.sleepSessions.push({ ...record, totalSleepSeconds: what.minutesAsleep * 60 });
    }
  }
  if (what.results) person.bloodTests.push({ collectedAt: iso(nowMs - DAY), timeZone, results: what.results });
  return person;
}
