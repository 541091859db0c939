import type { Source } from '../../../health-records/health-record.dto.js';

/**
 * Fitbit tells of one day in several ways: a summary, logs of single activities, series of days and of minutes. Each is a source of
 * its own: sources never add up, so no step counts twice, whichever files are imported.
 */
export const FITBIT = {
  day: { name: 'Fitbit', kind: 'watch' },
  logs: { name: 'Fitbit logs', kind: 'watch' },
  series: { name: 'Fitbit time series', kind: 'watch' },
  tracker: { name: 'Fitbit tracker time series', kind: 'watch' },
  intraday: { name: 'Fitbit intraday', kind: 'watch' },
} satisfies Record<string, Source>;
