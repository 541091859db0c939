import { nextDateChange } from './local-midnight.js';
import { localDate } from './time-zone.js';

/** How much of an interval has elapsed, in milliseconds, when a local date that it touches is over. */
export interface LocalDayCut {
  localDate: string;
  elapsedMs: number;
}

/**
 * The local dates that the half-open interval touches, in order, each with the time elapsed at its end: the last one carries the whole
 * duration. An empty interval touches the date of its start. Takes a step for each day, so the caller bounds the duration.
 */
export function splitOverLocalDays(startMs: number, endMs: number, zone: string): LocalDayCut[] {
  const first = localDate(startMs, zone);
  let at = nextDateChange(startMs, zone);
  if (at >= endMs) return [{ localDate: first, elapsedMs: endMs - startMs }];
  const spent = new Map([[first, at - startMs]]);
  do {
    const date = localDate(at, zone);
    const end = Math.min(nextDateChange(at, zone), endMs);
    spent.set(date, (spent.get(date) ?? 0) + end - at);
    at = end;
  } while (at < endMs);
  let elapsedMs = 0;
  return [...spent].map(([date, ms]) => ({ localDate: date, elapsedMs: (elapsedMs += ms) }));
}

/**
 * An integer total split in proportion to time: part k = floor(total*t_k/T) - floor(total*t_(k-1)/T) with t the elapsed times, in
 * ascending order, and T the last of them. The parts add up to the total. No time at all: the first part takes everything.
 */
export function splitTotal(total: number, elapsed: readonly number[]): number[] {
  const whole = elapsed.at(-1) ?? 0;
  let before = 0;
  return elapsed.map((part) => {
    const until = whole === 0 ? total : proportionalFloor(total, part, whole);
    const share = until - before;
    before = until;
    return share;
  });
}

/** floor(total * part / whole) for integers, 0 <= part <= whole, exact also where the product passes 2^53. */
export function proportionalFloor(total: number, part: number, whole: number): number {
  const product = total * part;
  return Number.isSafeInteger(product) ? Math.floor(product / whole) : Number((BigInt(total) * BigInt(part)) / BigInt(whole));
}
