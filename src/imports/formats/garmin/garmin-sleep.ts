import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { noValue, type Said } from '../../entries/entry-reading.js';
import { amountOf, listOf, needed, numberOf, objectOf } from '../../entries/members.js';
import { seconds } from '../../entries/quantities.js';
import { lengthOf, type SleepSeconds, type StageSpan } from '../../entries/stages.js';
import { timesOf, type Span } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { GARMIN } from './garmin-sources.js';
import { gmtOf, healthApiSpan } from './garmin-time.js';

const LEVELS: readonly SleepStageName[] = ['deep', 'light', 'rem', 'awake'];

/** The night of a day, of Garmin Connect: what it sums up is in `dailySleepDTO`, its levels beside that. */
export function garminSleep(entry: JsonObject): Said {
  const night = objectOf(entry, 'dailySleepDTO') ?? entry;
  const [startMs, endMs] = [gmtOf(night, 'sleepStartTimestampGMT'), gmtOf(night, 'sleepEndTimestampGMT')];
  if (startMs === undefined) return noValue('there was no sleep on this day');
  const duration = (name: string) => seconds(amountOf(night, name), 's');
  return session({ startMs, endMs: needed(endMs, 'sleepEndTimestampGMT') }, levelsOf(entry), {
    total: duration('sleepTimeSeconds'),
    awake: duration('awakeSleepSeconds'),
    light: duration('lightSleepSeconds'),
    deep: duration('deepSleepSeconds'),
    rem: duration('remSleepSeconds'),
  });
}

/** A nap of a day, of Garmin Connect. */
export function garminNap(nap: JsonObject): Said {
  const startMs = needed(gmtOf(nap, 'napStartTimestampGMT'), 'napStartTimestampGMT');
  const endMs = needed(gmtOf(nap, 'napEndTimestampGMT'), 'napEndTimestampGMT');
  return session({ startMs, endMs }, [], { total: seconds(amountOf(nap, 'napTimeSec'), 's') }, false);
}

/** What cannot be measured has a level below zero, and is no stage. */
function levelsOf(entry: JsonObject): StageSpan[] {
  return (listOf(entry, 'sleepLevels') ?? []).flatMap((level) => {
    const stage = LEVELS[needed(numberOf(level, 'activityLevel'), 'activityLevel')];
    if (!stage) return [];
    const [startMs, endMs] = ['startGMT', 'endGMT'].map((name) => needed(gmtOf(level, name), name)) as [number, number];
    return { stage, startMs, endMs };
  });
}

const MAPS: readonly (readonly [string, SleepStageName])[] = [
  ['deep', 'deep'],
  ['light', 'light'],
  ['rem', 'rem'],
  ['awake', 'awake'],
];

/** Sleep of the Health API. */
export function healthApiSleep(entry: JsonObject): Said {
  const levels = objectOf(entry, 'sleepLevelsMap') ?? {};
  const spans = MAPS.flatMap(([name, stage]) =>
    (listOf(levels, name) ?? []).map((level) => ({
      stage,
      startMs: 1000 * needed(numberOf(level, 'startTimeInSeconds'), 'startTimeInSeconds'),
      endMs: 1000 * needed(numberOf(level, 'endTimeInSeconds'), 'endTimeInSeconds'),
    })),
  );
  const duration = (name: string) => seconds(amountOf(entry, name), 's');
  return session(healthApiSpan(entry), spans, {
    awake: duration('awakeDurationInSeconds'),
    light: duration('lightSleepDurationInSeconds'),
    deep: duration('deepSleepDurationInSeconds'),
    rem: duration('remSleepInSeconds'),
  });
}

function session(span: Span, levels: readonly StageSpan[], totals: SleepSeconds, isMainSleep = true): Said {
  const length = lengthOf(levels, totals);
  if (!length) return noValue('the entry does not say how long the sleep was');
  const draft: CreateSleepSession = {
    ...timesOf(span),
    isMainSleep,
    ...length,
    source: GARMIN.day,
    externalId: `sleep/${span.startMs}`,
  };
  return { collection: 'sleep-sessions', draft };
}
