import { isLocalDate, utcMidnight } from './local-date.js';
import { offsetAt } from './time-zone.js';

const DAY = 86_400_000;
const LOCAL_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/;

/**
 * The instants, in milliseconds since 1970 and in order, at which the clocks of a zone show a time such as `2026-03-29T02:30:00`:
 * two where clocks were set back. A time that clocks jumped over is taken by the offset from before the jump: 02:30 is 03:30 then.
 * Null for what is no time of a day that exists.
 */
export function instantsOfLocalTime(text: string, zone: string): number[] | null {
  const match = LOCAL_TIME.exec(text);
  if (!match || !isLocalDate(match[1]!)) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const clock = utcMidnight(match[1]!) + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const steady = steadyOffset(match[1]!, zone);
  if (steady !== null) return [clock - steady];
  const [before, after] = [offsetAt(clock - DAY, zone), offsetAt(clock + DAY, zone)];
  const instants = [...new Set([clock - before, clock - after])]
    .filter((instant) => instant + offsetAt(instant, zone) === clock)
    .toSorted((a, b) => a - b);
  return instants.length > 0 ? instants : [clock - before];
}

/** By how many milliseconds clocks are ahead of UTC all through a local date; null where they are set within a day of it. */
function steadyOffset(date: string, zone: string): number | null {
  if (last.date !== date || last.zone !== zone) {
    const midnight = utcMidnight(date);
    const [offset, ...others] = [-1, 0, 1, 2].map((days) => offsetAt(midnight + days * DAY, zone)) as [number, ...number[]];
    last = { date, zone, offset: others.every((other) => other === offset) ? offset : null };
  }
  return last.offset;
}

// Times come in order: asking a zone for each of them costs more than reading them does.
let last: { date: string; zone: string; offset: number | null } = { date: '', zone: '', offset: null };

/** The first instant, in milliseconds since 1970, at which the clocks of a zone show that time; null for what is no time. */
export function instantOfLocalTime(text: string, zone: string): number | null {
  return instantsOfLocalTime(text, zone)?.[0] ?? null;
}
