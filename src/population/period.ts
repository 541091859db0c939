import { addDays, dateOfUtc, utcMidnight } from '../time/local-date.js';

/** ISO weeks, which begin on Monday, and months of the calendar. */
export const PERIODS = ['week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** The first day of the period that a local date lies in. */
export function periodStart(period: Period, localDate: string): string {
  if (period === 'month') return `${localDate.slice(0, 7)}-01`;
  const daysSinceMonday = (new Date(utcMidnight(localDate)).getUTCDay() + 6) % 7;
  return addDays(localDate, -daysSinceMonday);
}

/** The last day of the period that begins on `start`. */
export const periodEnd = (period: Period, start: string): string => addDays(startAfter(period, start, 1), -1);

/** The first day of the period so many periods after the one that begins on `start`; before it for a negative number. */
export function startAfter(period: Period, start: string, periods: number): string {
  if (period === 'week') return addDays(start, 7 * periods);
  const [year, month] = start.split('-').map(Number) as [number, number];
  return dateOfUtc(Date.UTC(year, month - 1 + periods, 1));
}
