import { addDays, utcMidnight } from './local-date.js';
import { localDate, offsetAt } from './time-zone.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The first instant of a local date, in milliseconds since 1970; where the zone skipped the date, the first instant after the gap. */
export function startOfLocalDay(date: string, zone: string): number {
  let at = utcMidnight(addDays(date, -1)) + 8 * HOUR; // a day before, even where clocks are 15 hours ahead of UTC
  while (localDate(at, zone) < date) at = nextDateChange(at, zone);
  return at;
}

/** The next instant at which a zone enters a later local date than the one it has at the given instant. */
export function nextLocalMidnight(epochMs: number, zone: string): number {
  const today = localDate(epochMs, zone);
  let at = epochMs;
  do at = nextDateChange(at, zone);
  while (localDate(at, zone) <= today);
  return at;
}

/**
 * The next instant at which the local date changes. Clocks that are set back just after midnight take a zone to the date before
 * once more, so the change may be to an earlier date (America/St_Johns, each autumn up to 2010).
 */
export function nextDateChange(epochMs: number, zone: string): number {
  let at = epochMs;
  for (;;) {
    const offset = offsetAt(at, zone);
    const midnight = (Math.floor((at + offset) / DAY) + 1) * DAY - offset;
    if (offsetAt(midnight, zone) === offset) return midnight;
    const shift = clockShift(at, midnight, zone);
    if (localDate(shift, zone) !== localDate(shift - 1, zone)) return shift;
    at = shift;
  }
}

/** The instant after `from`, and not after `to`, at which the offset becomes another than it was at `from`. */
function clockShift(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}
