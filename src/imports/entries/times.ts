import { formatInstant, parseInstant } from '../../time/instant.js';
import { addDays, isLocalDate } from '../../time/local-date.js';
import { startOfLocalDay } from '../../time/local-midnight.js';
import { instantsOfLocalTime } from '../../time/local-time.js';
import { UnreadableEntry } from './entry-reading.js';

const EARLIEST_MS = Date.UTC(1900, 0, 1);
const END_MS = Date.UTC(10_000, 0, 1);

/** From when to when, in milliseconds since 1970. */
export interface Span {
  startMs: number;
  endMs: number;
}

/** The times of a draft. */
export function timesOf({ startMs, endMs }: Span): { startedAt: string; endedAt: string } {
  return { startedAt: instantText(startMs, 'the start'), endedAt: instantText(endMs, 'the end') };
}

/** An instant as a draft has it, to the millisecond. */
export function instantText(ms: number, name: string): string {
  if (ms >= EARLIEST_MS && ms < END_MS) return formatInstant(Math.round(ms));
  throw new UnreadableEntry('invalid_time', `${name} must be a time of the years 1900 to 9999`);
}

/** The whole of a local date. */
export function dayOf(date: string, zone: string, name: string): Span {
  if (!isLocalDate(date)) throw new UnreadableEntry('invalid_date', `${name} must be a date such as 2026-11-01`);
  return { startMs: startOfLocalDay(date, zone), endMs: startOfLocalDay(addDays(date, 1), zone) };
}

/** The instants of a time: one where it has an offset, else those at which the clocks of the zone show it, of which two are rare. */
export function instantsOf(text: string, zone: string, name: string): readonly number[] {
  const instant = parseInstant(text);
  const instants = instant === null ? instantsOfLocalTime(text, zone) : [instant];
  if (instants) return instants;
  throw new UnreadableEntry('invalid_time', `${name} must be a time such as 2026-11-01T08:00:00`);
}

/** The first instant of a time. */
export const instantOf = (text: string, zone: string, name: string): number => instantsOf(text, zone, name)[0]!;
