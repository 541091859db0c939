const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/i;
const EARLIEST = Date.UTC(1900, 0, 1);
const END = Date.UTC(10_000, 0, 1);

/**
 * The instant that an RFC 3339 date-time names, in milliseconds since 1970 (a finer fraction is cut off); null for everything else:
 * no offset, a date or time that does not exist (leap seconds and hour 24 included), or an instant outside the years 1900 to 9999.
 */
export function parseInstant(text: string): number | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const field = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [field(1), field(2), field(3), field(4), field(5), field(6)];
  const [offsetHour, offsetMinute] = [field(9), field(10)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return null;
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offsetMinutes = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const instant = Date.UTC(year, month - 1, day, hour, minute - offsetMinutes, second, milliseconds);
  return year >= 1900 && instant >= EARLIEST && instant < END ? instant : null;
}

/** An instant in milliseconds since 1970 as RFC 3339 text in UTC, such as `2026-01-01T08:00:00.000Z`. */
export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
