import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { UnreadableEntry } from '../../entries/entry-reading.js';
import { listOf, needed, numberOf, objectOf, textOf } from '../../entries/members.js';
import { overlaid, type StageSpan } from '../../entries/stages.js';
import { instantsOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';

/** Classic logs know only how restless the sleep was: what is restless is not counted as sleep, as in `minutesAsleep`. */
const LEVELS: ReadonlyMap<string, SleepStageName> = new Map([
  ['wake', 'awake'],
  ['light', 'light'],
  ['deep', 'deep'],
  ['rem', 'rem'],
  ['asleep', 'unknown'],
  ['restless', 'awake'],
  ['awake', 'awake'],
  ['unknown', 'unknown'],
  ['1', 'unknown'],
  ['2', 'awake'],
  ['3', 'awake'],
]);
const MINUTE_MS = 60_000;

/** The stages of a log that begins at an instant. Wakings of up to three minutes are told apart from the levels they interrupt. */
export function fitbitStages(log: JsonObject, startMs: number, zone: string): StageSpan[] {
  const levels = objectOf(log, 'levels');
  if (!levels) return minutesOf(log, startMs);
  return overlaid(spansOf(levels, 'data', startMs, zone), spansOf(levels, 'shortData', startMs, zone));
}

/** Version 1: one level for each minute from the start. */
function minutesOf(log: JsonObject, startMs: number): StageSpan[] {
  return (listOf(log, 'minuteData') ?? []).map((minute, index) => ({
    stage: stageOf(needed(textOf(minute, 'value'), 'value')),
    startMs: startMs + index * MINUTE_MS,
    endMs: startMs + (index + 1) * MINUTE_MS,
  }));
}

/** Where clocks were set back while somebody slept, a level begins where the one before it ends. */
function spansOf(levels: JsonObject, name: string, startMs: number, zone: string): StageSpan[] {
  let expectedMs = startMs;
  return (listOf(levels, name) ?? []).map((level) => {
    const instants = instantsOf(needed(textOf(level, 'dateTime'), 'dateTime'), zone, 'dateTime');
    const from = instants.find((instant) => instant >= expectedMs) ?? instants.at(-1)!;
    expectedMs = from + needed(numberOf(level, 'seconds'), 'seconds') * 1000;
    return { stage: stageOf(needed(textOf(level, 'level'), 'level')), startMs: from, endMs: expectedMs };
  });
}

function stageOf(level: string): SleepStageName {
  const stage = LEVELS.get(level);
  if (stage) return stage;
  throw new UnreadableEntry('unknown_level', 'the level of a stage is not one that is known');
}
