import { needed, numberOf, textOf } from '../../entries/members.js';
import { instantOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';

/** A member that names an instant: milliseconds since 1970, or a text in UTC without an offset. */
export function gmtOf(entry: JsonObject, name: string): number | undefined {
  if (typeof entry[name] === 'number') return entry[name];
  const text = textOf(entry, name);
  return text === undefined ? undefined : instantOf(text, 'UTC', name);
}

/** When an entry of the Health API begins and ends. */
export function healthApiSpan(entry: JsonObject): { startMs: number; endMs: number } {
  const startMs = 1000 * needed(numberOf(entry, 'startTimeInSeconds'), 'startTimeInSeconds');
  return { startMs, endMs: startMs + 1000 * needed(numberOf(entry, 'durationInSeconds'), 'durationInSeconds') };
}
