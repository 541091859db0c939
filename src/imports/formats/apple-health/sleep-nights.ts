import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { secondsByStage } from '../../../sleep/sleep-stages.js';
import { formatInstant } from '../../../time/instant.js';
import { localDate } from '../../../time/time-zone.js';
import type { Interval } from './apple-entry.js';
import { asStage, stagesOf, type SleepSample, type StageInterval } from './sleep-stages.js';

const HOUR = 3_600_000;
const LONGEST_GAP = HOUR;
const LONGEST_SESSION = 24 * HOUR;
const MOST_STAGES = 1000;

/**
 * Samples of one source as sessions, in order: a session is over when nothing is said of the next hour, or when it would be longer
 * than a day.
 */
export function sessionsOf<T extends SleepSample>(samples: readonly T[]): T[][] {
  const sessions: T[][] = [];
  let [startMs, endMs] = [NaN, NaN];
  for (const sample of samples.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const goesOn = sample.startMs - endMs <= LONGEST_GAP && Math.max(endMs, sample.endMs) - startMs <= LONGEST_SESSION;
    if (goesOn) {
      sessions.at(-1)!.push(sample);
      endMs = Math.max(endMs, sample.endMs);
    } else {
      sessions.push([sample]);
      ({ startMs, endMs } = sample);
    }
  }
  return sessions;
}

/** A session of which it is known how long the sleep was. */
export interface Sleep extends Interval {
  readonly asleepSeconds: number;
  readonly length: Partial<CreateSleepSession>;
}

/** How long the sleep was; null where no second of it is sleep. */
export function sleepOf(samples: readonly SleepSample[]): Sleep | null {
  const intervals = stagesOf(samples);
  const seconds = secondsByStage(intervals.map(asStage));
  if (seconds.asleep === 0) return null;
  const startMs = samples.reduce((least, sample) => Math.min(least, sample.startMs), Infinity);
  const endMs = samples.reduce((greatest, sample) => Math.max(greatest, sample.endMs), -Infinity);
  return { startMs, endMs, asleepSeconds: seconds.asleep, length: lengthOf(intervals, seconds) };
}

/** Without stages of sleep, nothing is said of them: 0 seconds of deep sleep would be a finding. */
function lengthOf(intervals: readonly StageInterval[], seconds: ReturnType<typeof secondsByStage>): Sleep['length'] {
  const hasStages = seconds.light + seconds.deep + seconds.rem > 0;
  if (hasStages && intervals.length <= MOST_STAGES) return { stages: intervals.map(asStage) };
  const isAwakeKnown = intervals.some(({ stage }) => stage === 'awake');
  return { totalSleepSeconds: seconds.asleep, ...(isAwakeKnown && { awakeSeconds: seconds.awake }) };
}

/** Which of the sessions is the longest sleep of its waking day; the first of equal ones. */
export function mainSleeps(sleeps: readonly (Sleep & { timeZone: string })[]): Set<Sleep> {
  const longest = new Map<string, Sleep>();
  for (const sleep of sleeps) {
    const date = localDate(sleep.endMs, sleep.timeZone);
    if (sleep.asleepSeconds > (longest.get(date)?.asleepSeconds ?? 0)) longest.set(date, sleep);
  }
  return new Set(longest.values());
}

export const timesOf = ({ startMs, endMs }: Interval): Pick<CreateSleepSession, 'startedAt' | 'endedAt'> => ({
  startedAt: formatInstant(startMs),
  endedAt: formatInstant(endMs),
});
