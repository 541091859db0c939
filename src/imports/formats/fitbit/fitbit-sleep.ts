import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { noValue, type Said } from '../../entries/entry-reading.js';
import { amountOf, flagOf, idOf, needed, numberOf, textOf } from '../../entries/members.js';
import { seconds } from '../../entries/quantities.js';
import { lengthOf } from '../../entries/stages.js';
import { instantsOf, timesOf, type Span } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { FITBIT } from './fitbit-sources.js';
import { fitbitStages } from './fitbit-stages.js';

const MINUTE_MS = 60_000;

/** A log of sleep of version 1 (`minuteData`), or of 1.2 (`levels`), whose type is `stages` or `classic`. */
export function fitbitSleep(log: JsonObject, timeZone: string): Said {
  const span = spanOf(log, timeZone);
  const stages = fitbitStages(log, span.startMs, timeZone);
  const lastMs = stages.reduce((latest, stage) => Math.max(latest, stage.endMs), span.endMs);
  // The end is rounded otherwise than the levels are: they may be half a minute longer.
  const endMs = lastMs - span.endMs < MINUTE_MS ? lastMs : span.endMs;
  const [total, awake] = [amountOf(log, 'minutesAsleep'), amountOf(log, 'minutesAwake')];
  const length = lengthOf(stages, { total: seconds(total, 'min'), awake: seconds(awake, 'min') });
  if (!length) return noValue('the log does not say how long the sleep was');
  const draft: CreateSleepSession = {
    ...timesOf({ startMs: span.startMs, endMs }),
    isMainSleep: flagOf(log, 'isMainSleep') ?? flagOf(log, 'mainSleep') ?? true,
    ...length,
    source: FITBIT.day,
    externalId: `sleep/${needed(idOf(log, 'logId'), 'logId')}`,
  };
  return { collection: 'sleep-sessions', draft };
}

/** Where clocks were set, the instants of start and end are those that lie as far apart as the sleep was long. */
function spanOf(log: JsonObject, timeZone: string): Span {
  const ms = numberOf(log, 'duration');
  const starts = instantsOf(needed(textOf(log, 'startTime'), 'startTime'), timeZone, 'startTime');
  const end = textOf(log, 'endTime');
  if (end === undefined) return { startMs: starts[0]!, endMs: starts[0]! + needed(ms, 'duration') };
  const spans = instantsOf(end, timeZone, 'endTime').flatMap((endMs) => starts.map((startMs) => ({ startMs, endMs })));
  const error = ({ startMs, endMs }: Span): number => (ms === undefined ? 0 : Math.abs(endMs - startMs - ms));
  return spans.toSorted((a, b) => error(a) - error(b))[0]!;
}
