import { dateOfUtc } from './local-date.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const EARLIEST = Date.UTC(1900, 0, 1);
const END = Date.UTC(10_000, 0, 1);
const SHORTEST = '2026-01-01T08:00:00Z'.length;
const LONGEST = '2026-01-01T08:00:00.123456789+01:00'.length;
const FORMATTED = '2026-01-01T08:00:00.123Z'.length;
const ZERO = 48;
const NINE = 57;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The instant that an RFC 3339 date-time names, in milliseconds since 1970 (a finer fraction is cut off); null for everything else:
 * no offset, a date or time that does not exist (leap seconds and hour 24 included), or an instant outside the years 1900 to 9999.
 */
export function parseInstant(text: string): number | null {
  if (text === latest.text) return latest.instant;
  if (text === other.text) return other.instant;
  if (text.length < SHORTEST || text.length > LONGEST) return null;
  [other, latest] = [latest, { text, instant: parsed(text) }];
  return latest.instant;
}

// The start and the end of a record are read by one check after another.
let latest: { text: string; instant: number | null } = { text: '', instant: null };
let other = latest;

function parsed(text: string): number | null {
  if (!isPunctuated(text)) return null;
  const [year, month, day] = [number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)];
  const [hour, minute, second] = [number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)];
  const fractionEnd = text[19] === '.' ? endOfDigits(text, 20) : 19;
  const offsetMinutes = offsetOf(text, fractionEnd);
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (!isUpTo(23, hour) || !isUpTo(59, minute) || !isUpTo(59, second) || fractionEnd === 20 || fractionEnd > 29) return null;
  if (offsetMinutes === null) return null;
  const milliseconds = fractionEnd === 19 ? 0 : Number(text.slice(20, Math.min(fractionEnd, 23)).padEnd(3, '0'));
  const instant = Date.UTC(year, month - 1, day, hour, minute - offsetMinutes, second, milliseconds);
  return instant >= EARLIEST && instant < END ? instant : null;
}

const isPunctuated = (text: string): boolean =>
  text[4] === '-' && text[7] === '-' && (text[10] === 'T' || text[10] === 't') && text[13] === ':' && text[16] === ':';

const isUpTo = (most: number, value: number): boolean => value >= 0 && value <= most;
const isDigit = (text: string, index: number): boolean => text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= NINE;

/** What the digits from one index to before another say; -1 where they are not all digits. A pattern would take ten times as long. */
function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    if (!isDigit(text, index)) return -1;
    value = value * 10 + text.charCodeAt(index) - ZERO;
  }
  return value;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text, end)) end++;
  return end;
}

/** The minutes of the offset that begins at an index and ends the text; null where there is none. */
function offsetOf(text: string, at: number): number | null {
  const sign = text[at];
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : null;
  if ((sign !== '+' && sign !== '-') || text[at + 3] !== ':' || text.length !== at + 6) return null;
  const [hours, minutes] = [number(text, at + 1, at + 3), number(text, at + 4, at + 6)];
  if (!isUpTo(23, hours) || !isUpTo(59, minutes)) return null;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** An instant in milliseconds since 1970 as RFC 3339 text in UTC, such as `2026-01-01T08:00:00.123Z`. */
export function formatInstant(epochMs: number): string {
  if (!(epochMs >= EARLIEST && epochMs < END)) return new Date(epochMs).toISOString();
  const sinceMidnight = Math.trunc(epochMs) - Math.floor(epochMs / DAY) * DAY;
  const [hour, minute] = [Math.floor(sinceMidnight / HOUR), Math.floor(sinceMidnight / MINUTE) % 60];
  const [second, millisecond] = [Math.floor(sinceMidnight / 1000) % 60, sinceMidnight % 1000];
  const clock = `${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second]}`;
  return `${dateOfUtc(epochMs)}T${clock}.${String(1000 + millisecond).slice(1)}Z`;
}

// A `Date` takes four times as long to write what this does, and a record has four instants.
const TWO_DIGITS = Array.from({ length: 60 }, (_, index) => String(index).padStart(2, '0'));

/**
 * An instant as {@link formatInstant} writes it, given any text that {@link parseInstant} takes: PostgreSQL does not read every offset that
 * RFC 3339 allows.
 */
export function inUtc(text: string): string {
  return text.length === FORMATTED && text[FORMATTED - 1] === 'Z' && text[10] === 'T' ? text : formatInstant(parseInstant(text)!);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : DAYS_IN_MONTH[month - 1]!;
}
