import type { Source } from '../../../health-records/health-record.dto.js';

/** Days, workouts and minutes, and nights as summed up and as measured: sources of their own, which never add up. */
export const WITHINGS = {
  tracker: { name: 'Withings', kind: 'watch' },
  phone: { name: 'Withings', kind: 'phone' },
  mat: { name: 'Withings', kind: 'other' },
  workouts: { name: 'Withings workouts', kind: 'watch' },
  intraday: { name: 'Withings intraday', kind: 'watch' },
  sleepMeasures: { name: 'Withings sleep measures', kind: 'other' },
} satisfies Record<string, Source>;
