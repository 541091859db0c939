import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { noValue, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { amountOf, idOf, needed, numberOf, objectOf } from '../../entries/members.js';
import { seconds } from '../../entries/quantities.js';
import { lengthOf, type StageSpan } from '../../entries/stages.js';
import { timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { zoneOf } from './withings-activity.js';
import { WITHINGS } from './withings-sources.js';

/** The model of the mat under the mattress; what is worn has other ones. */
const MAT = 32;

/** The summary of a night. */
export function withingsNight(entry: JsonObject): Said {
  const data = objectOf(entry, 'data') ?? {};
  const [startMs, endMs] = ['startdate', 'enddate'].map((name) => 1000 * needed(numberOf(entry, name), name)) as [number, number];
  const duration = (name: string) => seconds(amountOf(data, name), 's');
  const length = lengthOf([], {
    total: duration('total_sleep_time') ?? duration('asleepduration'),
    awake: duration('wakeupduration'),
    light: duration('lightsleepduration'),
    deep: duration('deepsleepduration'),
    rem: duration('remsleepduration'),
  });
  if (!length) return noValue('the summary does not say how long the sleep was');
  const zone = zoneOf(entry);
  const draft: CreateSleepSession = {
    ...timesOf({ startMs, endMs }),
    ...length,
    source: numberOf(entry, 'model') === MAT ? WITHINGS.mat : WITHINGS.tracker,
    externalId: `sleep/${idOf(entry, 'id') ?? startMs / 1000}`,
    ...(zone && { timeZone: zone }),
  };
  return { collection: 'sleep-sessions', draft };
}

const STATES: readonly SleepStageName[] = ['awake', 'light', 'deep', 'rem', 'unknown', 'unknown'];

/** A stretch of one state of sleep; what was entered by hand (4) or is not told (5) is sleep of no known stage. */
export function withingsState(entry: JsonObject): StageSpan {
  const [startMs, endMs] = ['startdate', 'enddate'].map((name) => 1000 * needed(numberOf(entry, name), name)) as [number, number];
  const stage = STATES[needed(numberOf(entry, 'state'), 'state')];
  if (!stage) throw new UnreadableEntry('unknown_state', 'state must be from 0 to 5');
  if (endMs <= startMs) throw new UnreadableEntry('ends_before_it_starts', 'enddate must be after startdate');
  return { stage, startMs, endMs };
}
