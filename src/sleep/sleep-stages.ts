import { msBetween, msOf } from '../health-records/rules.js';

/** AASM stages as devices report them: N1 and N2 are light, N3 is deep; `unknown` is sleep whose stage is not known. */
export const SLEEP_STAGES = ['awake', 'light', 'deep', 'rem', 'unknown'] as const;
export type SleepStageName = (typeof SLEEP_STAGES)[number];

export interface Stage {
  stage: SleepStageName;
  startedAt: string;
  endedAt: string;
}

interface Interval {
  startedAt: string;
  endedAt: string;
}

const isWellFormed = (interval: Interval): boolean => (msBetween(interval?.startedAt, interval?.endedAt) ?? -1) >= 0;

/** What a client sends as stages may be anything; what is not a list of intervals is for other checks to refuse. */
const wellFormed = <T extends Interval>(stages: readonly T[] | null | undefined): T[] =>
  Array.isArray(stages) ? (stages as readonly T[]).filter(isWellFormed) : [];

/** Whether no two stages share a moment. What is malformed is not judged. */
export function doNotOverlap(stages: readonly Interval[] | null | undefined): boolean {
  const inOrder = wellFormed(stages).toSorted((a, b) => msOf(a.startedAt)! - msOf(b.startedAt)!);
  return inOrder.every((stage, index) => index === 0 || msOf(stage.startedAt)! >= msOf(inOrder[index - 1]!.endedAt)!);
}

/** Whether every stage lies inside the session. What is malformed is not judged. */
export function areInside(stages: readonly Interval[] | null | undefined, session: Interval): boolean {
  if (!isWellFormed(session)) return true;
  return wellFormed(stages).every(
    ({ startedAt, endedAt }) => msOf(startedAt)! >= msOf(session.startedAt)! && msOf(endedAt)! <= msOf(session.endedAt)!,
  );
}

/**
 * Whole seconds in each stage; `asleep` is all of them but awake. Parts of seconds go to the next stage of sleep, so that the
 * stages of sleep add up to the time asleep.
 */
export function secondsByStage(stages: readonly Stage[]): Record<SleepStageName | 'asleep', number> {
  const ms = { awake: 0, light: 0, deep: 0, rem: 0, unknown: 0 };
  for (const { stage, startedAt, endedAt } of wellFormed(stages)) ms[stage] += msBetween(startedAt, endedAt)!;
  const seconds = { awake: Math.floor(ms.awake / 1000), light: 0, deep: 0, rem: 0, unknown: 0, asleep: 0 };
  let asleepMs = 0;
  for (const stage of ['light', 'deep', 'rem', 'unknown'] as const) {
    asleepMs += ms[stage];
    seconds[stage] = Math.floor(asleepMs / 1000) - seconds.asleep;
    seconds.asleep += seconds[stage];
  }
  return seconds;
}
