import { UnreadableEntry } from '../../entries/entry-reading.js';
import { seconds, type DurationUnit } from '../../entries/quantities.js';
import { instantOf, type Span } from '../../entries/times.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { measured } from './body-rules.js';

/** When something was so: over a time, or at a moment, which starts and ends at once. */
export interface TimeFrame extends Span {
  isInterval: boolean;
}

const UNITS: ReadonlyMap<string, DurationUnit> = new Map([
  ['ms', 'ms'],
  ['sec', 's'],
  ['min', 'min'],
  ['h', 'h'],
  ['d', 'd'],
  ['wk', 'wk'],
]);
const duration = measured(...UNITS.keys());

/** The hours that a part of a day stands for: all of them on the date that is named. */
const PARTS_OF_DAY: ReadonlyMap<JsonValue, readonly [string, string]> = new Map([
  ['morning', ['06:00', '12:00']],
  ['afternoon', ['12:00', '18:00']],
  ['evening', ['18:00', '22:00']],
  ['night', ['22:00', '23:59:59.999']],
]);

const invalid = (detail: string) => new UnreadableEntry('invalid_time_frame', detail);

/** The `effective_time_frame` of a body, or undefined where it has none. Times without an offset are those of the zone. */
export function timeFrameOf(body: JsonObject, zone: string, mayBePartOfDay: boolean): TimeFrame | undefined {
  const frame = body.effective_time_frame;
  if (frame === undefined) return undefined;
  if (!isObject(frame)) throw invalid('effective_time_frame must be an object');
  const { date_time: moment, time_interval: interval } = frame;
  if ((moment === undefined) === (interval === undefined)) {
    throw invalid('effective_time_frame must have either date_time or time_interval');
  }
  if (moment !== undefined) {
    const ms = instant(moment, 'date_time', zone);
    return { startMs: ms, endMs: ms, isInterval: false };
  }
  if (!isObject(interval)) throw invalid('time_interval must be an object');
  return { ...spanOf(interval, zone, mayBePartOfDay), isInterval: true };
}

function spanOf(interval: JsonObject, zone: string, mayBePartOfDay: boolean): Span {
  const { start_date_time: start, end_date_time: end, duration: long, date, part_of_day: part } = interval;
  if (start !== undefined && end !== undefined) {
    return { startMs: instant(start, 'start_date_time', zone), endMs: instant(end, 'end_date_time', zone) };
  }
  if (long !== undefined && (start !== undefined || end !== undefined)) {
    const ms = lengthOf(long);
    if (start === undefined) {
      const endMs = instant(end!, 'end_date_time', zone);
      return { startMs: endMs - ms, endMs };
    }
    const startMs = instant(start, 'start_date_time', zone);
    return { startMs, endMs: startMs + ms };
  }
  const hours = PARTS_OF_DAY.get(part ?? null);
  if (!mayBePartOfDay || typeof date !== 'string' || !hours) {
    throw invalid('time_interval must have two of start_date_time, end_date_time and duration, or else date and part_of_day');
  }
  const [startMs, endMs] = hours.map((hour) => instantOf(`${date}T${hour}`, zone, 'date')) as [number, number];
  return { startMs, endMs };
}

function lengthOf(long: JsonValue): number {
  duration(long, 'duration');
  const { value, unit } = long as { value: number; unit: string };
  return seconds(value * 1000, UNITS.get(unit)!)!;
}

function instant(value: JsonValue, name: string, zone: string): number {
  if (typeof value !== 'string') throw invalid(`${name} must be a text`);
  return instantOf(value, zone, name);
}
