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
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size >= MOST_DATES) dates.clear();
    dates.set(day, (date = new Date(epochMs).toISOString().slice(0, 10)));
  }
  return date;
}

// Most of the dates that are asked for are those of the last weeks; to write one takes ten times as long as to find it.
const dates = new Map<number, string>();
const MOST_DATES = 1_000;
