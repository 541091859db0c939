/** The local date on which tests of walks are. */
export const TODAY = '2026-03-15';

export const WATCH = { name: 'Watch', kind: 'watch' };
export const PHONE = { name: 'Phone', kind: 'phone' };

export const day = (daysAgo: number): string => new Date(Date.parse(TODAY) - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** An activity of one local day, as a watch tells of it. */
export const walk = (daysAgo: number, members: object = {}): object => ({
  type: 'walking',
  timeZone: 'UTC',
  source: WATCH,
  startedAt: `${day(daysAgo)}T09:00:00Z`,
  endedAt: `${day(daysAgo)}T10:00:00Z`,
  steps: 3000,
  moderateSeconds: 600,
  ...members,
});
