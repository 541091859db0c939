import { proportionalFloor } from './local-day-split.js';

/** A stretch of one sleep stage inside a session, in milliseconds since 1970. */
export interface SleepStageInterval {
  stage: 'awake' | 'light' | 'deep' | 'rem' | 'unknown';
  startMs: number;
  endMs: number;
}

/** A time in bed, in milliseconds since 1970, with the sleep in it: the stages other than awake, or where there are none the total. */
export interface SleepInterval {
  startMs: number;
  endMs: number;
  totalSleepSeconds: number;
  stages?: readonly SleepStageInterval[] | null;
}

/**
 * Whole seconds asleep over the sessions of one source that belong to one waking day. Where sessions overlap, each stretch between
 * two of their bounds counts once, with the session that has most sleep in it; a total without stages is spread evenly.
 */
export function asleepSeconds(sessions: readonly SleepInterval[]): number {
  const bounds = sessions
    .flatMap((session) => [session, ...asleepStages(session)])
    .flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const cuts = [...new Set(bounds)].toSorted((a, b) => a - b);
  const curves = sessions.map((session) => asleepAt(session, cuts));
  let total = 0;
  for (let k = 1; k < cuts.length; k += 1) {
    total += Math.max(...curves.map((curve) => (curve[k] ?? 0) - (curve[k - 1] ?? 0)));
  }
  return total;
}

/** For each cut, in ascending order, the whole seconds slept in the session up to it. */
function asleepAt(session: SleepInterval, cuts: readonly number[]): number[] {
  const { startMs, endMs, totalSleepSeconds } = session;
  if (!session.stages?.length) {
    return cuts.map((cut) => {
      if (cut <= startMs) return 0;
      return cut >= endMs ? totalSleepSeconds : proportionalFloor(totalSleepSeconds, cut - startMs, endMs - startMs);
    });
  }
  const stages = asleepStages(session).toSorted((a, b) => a.startMs - b.startMs);
  let passed = 0;
  let asleepMs = 0;
  return cuts.map((cut) => {
    for (let stage = stages[passed]; stage && stage.endMs <= cut; stage = stages[(passed += 1)])
      asleepMs += stage.endMs - stage.startMs;
    const current = stages[passed];
    return Math.floor((asleepMs + (current ? Math.max(0, cut - current.startMs) : 0)) / 1000);
  });
}

function asleepStages(session: SleepInterval): SleepStageInterval[] {
  return (session.stages ?? []).filter(({ stage }) => stage !== 'awake');
}
