import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { noValue, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { amountOf, idOf, needed, textOf } from '../../entries/members.js';
import { seconds } from '../../entries/quantities.js';
import { lengthOf, type StageSpan } from '../../entries/stages.js';
import { instantOf, timesOf, type Span } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';

const PHASES: ReadonlyMap<string, SleepStageName> = new Map([
  ['1', 'deep'],
  ['2', 'light'],
  ['3', 'rem'],
  ['4', 'awake'],
]);
/** What Oura took for sleep at first and does not any more. */
const NO_SLEEP = new Set(['rest', 'deleted']);

/** A period of sleep, by the finest phases that agree with its durations, else by those. */
export function ouraSleep(entry: JsonObject, timeZone: string): Said {
  const type = textOf(entry, 'type');
  if (type !== undefined && NO_SLEEP.has(type)) return { reason: 'no_sleep', detail: 'Oura does not count the period as sleep' };
  const start = needed(textOf(entry, 'bedtime_start'), 'bedtime_start');
  const span = {
    startMs: instantOf(start, timeZone, 'bedtime_start'),
    endMs: instantOf(needed(textOf(entry, 'bedtime_end'), 'bedtime_end'), timeZone, 'bedtime_end'),
  };
  const length = lengthOfSleep(entry, span);
  if (!length) return noValue('the period does not say how long the sleep was');
  const draft: CreateSleepSession = {
    ...timesOf(span),
    isMainSleep: type === undefined || type === 'long_sleep',
    ...length,
    source: { name: 'Oura', kind: 'ring' },
    externalId: `sleep/${idOf(entry, 'id') ?? start}`,
  };
  return { collection: 'sleep-sessions', draft };
}

function lengthOfSleep(entry: JsonObject, span: Span): ReturnType<typeof lengthOf> {
  const duration = (name: string) => seconds(amountOf(entry, name), 's');
  const totals = {
    total: duration('total_sleep_duration'),
    awake: duration('awake_time'),
    light: duration('light_sleep_duration'),
    deep: duration('deep_sleep_duration'),
    rem: duration('rem_sleep_duration'),
  };
  const [fine, coarse] = [
    lengthOf(phasesOf(entry, 'sleep_phase_30_sec', 30_000, span), totals),
    lengthOf(phasesOf(entry, 'sleep_phase_5_min', 300_000, span), totals),
  ];
  return fine?.stages ? fine : coarse;
}

/** A digit for each step of time, of which the last may be cut off by getting up. */
function phasesOf(entry: JsonObject, name: string, stepMs: number, { startMs, endMs }: Span): StageSpan[] {
  return Array.from(textOf(entry, name) ?? '', (digit, index) => {
    const stage = PHASES.get(digit);
    if (!stage) throw new UnreadableEntry('unknown_phase', `${name} must be of the digits 1 to 4`);
    const from = startMs + index * stepMs;
    return { stage, startMs: from, endMs: Math.min(from + stepMs, endMs) };
  });
}
