import { UnreadableEntry } from '../../entries/entry-reading.js';
import { needed, numberOf } from '../../entries/members.js';
import type { JsonObject } from '../../json/json-value.js';

const OFFSET = /^([+-])(\d\d):?(\d\d)$/;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The instant of a member that has the seconds since 1970 of the clock on the wall, whose offset is in `TimeZone`. */
export function wallClockOf(entry: JsonObject, name: string): number {
  return 1000 * needed(numberOf(entry, name), name) - offsetOf(entry);
}

/** `-0700`, or hours such as -8. */
function offsetOf({ TimeZone: zone }: JsonObject): number {
  if (typeof zone === 'number') return zone * HOUR_MS;
  const [, sign, hours, minutes] = OFFSET.exec(typeof zone === 'string' ? zone : '') ?? [];
  if (sign === undefined) throw new UnreadableEntry('invalid_value', 'TimeZone must be an offset such as -0700');
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}
