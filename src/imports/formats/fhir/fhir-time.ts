import { parseInstant } from '../../../time/instant.js';
import { isLocalDate } from '../../../time/local-date.js';
import { startOfLocalDay } from '../../../time/local-midnight.js';
import { instantOfLocalTime } from '../../../time/local-time.js';
import type { Fault } from './fhir-fault.js';
import { elementOf, textOf, type Element } from './fhir-value.js';

const HOUR = 3_600_000;

/** From when to when something was observed, in milliseconds since 1970; of a moment both are the same, and a day is its noon. */
export interface Observed {
  startMs: number;
  endMs: number;
  /** `days` is a period whose end is a date, all of which belongs to it. */
  precision: 'instant' | 'day' | 'days' | 'period';
}

/** The time of an Observation or a report: null where it says none, or what is wrong with it. */
export function observedAt(resource: Element, zone: string): Observed | Fault | null {
  const moment = textOf(resource.effectiveDateTime) ?? textOf(resource.effectiveInstant);
  if (moment) return momentOf(moment, zone);
  const period = elementOf(resource.effectivePeriod);
  if (period) return periodOf(period, zone);
  return resource.effectiveTiming === undefined
    ? null
    : { code: 'time_not_supported', detail: 'effectiveTiming is no single time' };
}

/** The time of a FHIR dateTime. A date without a time is the person's local day, and stands for its noon. */
export function momentOf(text: string, zone: string): Observed | Fault {
  if (/^\d{4}(-\d\d)?$/.test(text))
    return { code: 'partial_date', detail: 'a year or a month is no day: the date must be whole' };
  if (isLocalDate(text)) {
    const noon = startOfLocalDay(text, zone) + 12 * HOUR;
    return { startMs: noon, endMs: noon, precision: 'day' };
  }
  const ms = parseInstant(text) ?? instantOfLocalTime(text, zone);
  return ms === null
    ? { code: 'invalid_time', detail: 'the time must be a FHIR dateTime, such as 2026-03-01T06:30:00+01:00' }
    : { startMs: ms, endMs: ms, precision: 'instant' };
}

/** Blood is drawn when a period begins; where only its end is known, then. */
function periodOf({ start, end }: Element, zone: string): Observed | Fault {
  const [first, last] = [textOf(start) ?? textOf(end), textOf(end) ?? textOf(start)];
  if (!first || !last) return { code: 'invalid_time', detail: 'effectivePeriod needs a start or an end' };
  const [from, to] = [momentOf(first, zone), momentOf(last, zone)];
  if ('code' in from) return from;
  if ('code' in to) return to;
  const isOpen = start === undefined || end === undefined;
  const precision = isOpen ? from.precision : from.precision === 'day' && to.precision === 'day' ? 'days' : 'period';
  return { startMs: from.startMs, endMs: to.endMs, precision };
}
