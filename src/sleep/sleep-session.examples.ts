import type { CreateSleepSession, SleepSessionBatch, UpdateSleepSession } from './sleep-session.dto.js';

/** Bodies that the documentation offers for trying out. */
export const SLEEP_SESSION_EXAMPLES = {
  night: {
    summary: 'A night, recorded by hand',
    value: {
      startedAt: '2026-11-01T23:10:00+01:00',
      endedAt: '2026-11-02T07:05:00+01:00',
      totalSleepSeconds: 26_100,
    } satisfies CreateSleepSession,
  },
  stages: {
    summary: 'A night with its stages, from a ring',
    value: {
      startedAt: '2026-11-02T23:00:00+01:00',
      endedAt: '2026-11-03T03:00:00+01:00',
      source: { name: 'Oura Ring', kind: 'ring' },
      externalId: '2026-11-03-night',
      timeZone: 'Europe/Berlin',
      stages: [
        { stage: 'awake', startedAt: '2026-11-02T23:00:00+01:00', endedAt: '2026-11-02T23:15:00+01:00' },
        { stage: 'light', startedAt: '2026-11-02T23:15:00+01:00', endedAt: '2026-11-03T00:30:00+01:00' },
        { stage: 'deep', startedAt: '2026-11-03T00:30:00+01:00', endedAt: '2026-11-03T01:45:00+01:00' },
        { stage: 'rem', startedAt: '2026-11-03T01:45:00+01:00', endedAt: '2026-11-03T03:00:00+01:00' },
      ],
    } satisfies CreateSleepSession,
  },
  nap: {
    summary: 'A nap',
    value: {
      startedAt: '2026-11-03T13:00:00+01:00',
      endedAt: '2026-11-03T13:25:00+01:00',
      isMainSleep: false,
      totalSleepSeconds: 1200,
    } satisfies CreateSleepSession,
  },
};

export const SLEEP_SESSION_BATCH_EXAMPLES = {
  several: {
    summary: 'Two nights and a nap',
    value: { items: Object.values(SLEEP_SESSION_EXAMPLES).map(({ value }) => value) } satisfies SleepSessionBatch,
  },
};

export const SLEEP_SESSION_PATCH_EXAMPLES = {
  awake: { summary: 'A wakeful hour is added', value: { awakeSeconds: 1200 } satisfies UpdateSleepSession },
};
