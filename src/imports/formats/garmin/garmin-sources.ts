import type { Source } from '../../../health-records/health-record.dto.js';

/** What Garmin tells of a day as a whole, of its activities and of its quarters of an hour: sources of their own, which never add up. */
export const GARMIN = {
  day: { name: 'Garmin', kind: 'watch' },
  activities: { name: 'Garmin activities', kind: 'watch' },
  epochs: { name: 'Garmin epochs', kind: 'watch' },
} satisfies Record<string, Source>;
