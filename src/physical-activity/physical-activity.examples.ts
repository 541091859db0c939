import type { CreatePhysicalActivity, PhysicalActivityBatch, UpdatePhysicalActivity } from './physical-activity.dto.js';

/** Bodies that the documentation offers for trying out. */
export const PHYSICAL_ACTIVITY_EXAMPLES = {
  walk: {
    summary: 'A walk, recorded by hand',
    value: {
      type: 'walking',
      startedAt: '2026-11-01T08:00:00+01:00',
      endedAt: '2026-11-01T08:45:00+01:00',
      steps: 5200,
      distanceMeters: 3900.5,
    } satisfies CreatePhysicalActivity,
  },
  day: {
    summary: 'A whole day, as a watch sums it up',
    value: {
      type: 'daily_activity',
      startedAt: '2026-11-01T00:00:00+01:00',
      endedAt: '2026-11-02T00:00:00+01:00',
      source: { name: 'Apple Watch', kind: 'watch', device: 'Watch7,5' },
      externalId: '2026-11-01',
      timeZone: 'Europe/Berlin',
      steps: 11_240,
      distanceMeters: 8310,
      activeEnergyKilocalories: 462,
      moderateSeconds: 2400,
      vigorousSeconds: 600,
    } satisfies CreatePhysicalActivity,
  },
};

export const PHYSICAL_ACTIVITY_BATCH_EXAMPLES = {
  several: {
    summary: 'A walk, and a whole day',
    value: { items: Object.values(PHYSICAL_ACTIVITY_EXAMPLES).map(({ value }) => value) } satisfies PhysicalActivityBatch,
  },
};

export const PHYSICAL_ACTIVITY_PATCH_EXAMPLES = {
  steps: {
    summary: 'Other steps, and no distance',
    value: { steps: 5400, distanceMeters: null } satisfies UpdatePhysicalActivity,
  },
};
