const DAY = 86_400_000;

/** Whether the text is a date of the calendar from 1900-01-01 to 9999-12-31, written YYYY-MM-DD. */
export function isLocalDate(text: string): boolean {
  if (!/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const midnight = utcMidnight(text);
  return !Number.isNaN(midnight) && dateOfUtc(midnight) === text;
}

/** The date that many days later, or earlier for a negative number. */
export function addDays(localDate: string, days: number): string {
  return dateOfUtc(utcMidnight(localDate) + days * DAY);
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY;
}

/** The instant, in milliseconds since 1970, at which the date begins in UTC. */
export function utcMidnight(localDate: string): number {
  return Date.parse(`${localDate}T00:00:00Z`);
}

/** The date on the calendar of UTC at an instant in milliseconds since 1970. */
export function dateOfUtc(epochMs: number): string {
  const day = Math.floor(epochMs / DAY);
  if (day !== last.day) last = { day, date: new Date(epochMs).toISOString().slice(0, 10) };
  return last.date;
}

// Most of the dates that are asked for one after the other are the same.
let last = { day: NaN, date: '' };
