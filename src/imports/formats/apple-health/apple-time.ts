// Times as Apple writes them, `2024-11-03 01:30:00 -0500`: read by hand, because an export has millions of them.

const LENGTH = 25;
const ZERO = 48;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The instant in milliseconds since 1970, for the years 1900 to 2100; NaN for everything that is no such time. */
export function instantOf(time: string | undefined): number {
  if (time?.length !== LENGTH || time[4] !== '-' || time[7] !== '-' || time[10] !== ' ') return NaN;
  if (time[13] !== ':' || time[16] !== ':' || time[19] !== ' ') return NaN;
  const [year, month, day] = [digits(time, 0, 4), digits(time, 5, 2), digits(time, 8, 2)];
  const [hour, minute, second] = [digits(time, 11, 2), digits(time, 14, 2), digits(time, 17, 2)];
  const offset = offsetMinutesOf(time);
  if (!(year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  return hour <= 23 && minute <= 59 && second <= 59 ? Date.UTC(year, month - 1, day, hour, minute - offset, second) : NaN;
}

/** By how many minutes the clock that the time was read from was ahead of UTC; NaN where it does not say. */
export function offsetMinutesOf(time: string): number {
  const [hours, minutes] = [digits(time, 21, 2), digits(time, 23, 2)];
  if (!(hours <= 15 && minutes <= 59)) return NaN;
  if (time[20] === '+') return 60 * hours + minutes;
  return time[20] === '-' ? 0 - 60 * hours - minutes : NaN;
}

/** The date on the clock that the time was read from, `2024-11-03`. */
export const dateOf = (time: string): string => time.slice(0, 10);

function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = 10 * number + digit;
  }
  return number;
}

function daysIn(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : DAYS_IN_MONTH[month - 1]!;
}
