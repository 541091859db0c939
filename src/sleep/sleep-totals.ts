import { msBetween, numberIn } from '../health-records/rules.js';
import { secondsByStage, type Stage } from './sleep-stages.js';

/** Whole seconds of a session; null is not known. */
export interface SleepTotals {
  totalSleepSeconds: number | null;
  awakeSeconds: number | null;
  lightSleepSeconds: number | null;
  deepSleepSeconds: number | null;
  remSleepSeconds: number | null;
}

/** What can be said of a session: totals, or the stages that they follow from. */
export type SaidOfSleep = Partial<SleepTotals> & { startedAt: string; endedAt: string; stages?: readonly Stage[] | null };

/** The totals of a session: those of its stages where it has stages, else as said; light, deep and REM sleep add up to the total. */
export function totalsOf(sleep: SaidOfSleep): SleepTotals {
  if (sleep.stages?.length) {
    const seconds = secondsByStage(sleep.stages);
    return {
      totalSleepSeconds: seconds.asleep,
      awakeSeconds: seconds.awake,
      lightSleepSeconds: seconds.light,
      deepSleepSeconds: seconds.deep,
      remSleepSeconds: seconds.rem,
    };
  }
  return {
    totalSleepSeconds: numberIn(sleep.totalSleepSeconds) ?? sumOfParts(sleep),
    awakeSeconds: numberIn(sleep.awakeSeconds),
    lightSleepSeconds: numberIn(sleep.lightSleepSeconds),
    deepSleepSeconds: numberIn(sleep.deepSleepSeconds),
    remSleepSeconds: numberIn(sleep.remSleepSeconds),
  };
}

/** Light, deep and REM sleep, as far as they are said. */
const knownParts = (sleep: SaidOfSleep): number[] =>
  [sleep.lightSleepSeconds, sleep.deepSleepSeconds, sleep.remSleepSeconds].map(numberIn).filter((part) => part !== null);

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

function sumOfParts(sleep: SaidOfSleep): number | null {
  const parts = knownParts(sleep);
  return parts.length === 3 ? sum(parts) : null;
}

/** Whether the length of the sleep is said at all. */
export const saysTotal = (sleep: SaidOfSleep): boolean => totalsOf(sleep).totalSleepSeconds !== null;

/** Sleep and time awake are no longer than the session. */
export function fitsIntoSession(sleep: SaidOfSleep): boolean {
  const { totalSleepSeconds, awakeSeconds } = totalsOf(sleep);
  const ms = msBetween(sleep.startedAt, sleep.endedAt);
  return ms === null || 1000 * ((totalSleepSeconds ?? 0) + (awakeSeconds ?? 0)) <= ms;
}

/** The total is light + deep + REM sleep when all are given, and never less than those given. */
export function agreesWithParts(sleep: SaidOfSleep): boolean {
  const total = numberIn(sleep.totalSleepSeconds);
  const parts = knownParts(sleep);
  if (sleep.stages?.length || total === null || parts.length === 0) return true;
  return parts.length === 3 ? sum(parts) === total : sum(parts) <= total;
}

/** Where stages are given, totals say the same as the stages. */
export function agreesWithStages(sleep: SaidOfSleep): boolean {
  if (!sleep.stages?.length) return true;
  const totals = totalsOf(sleep);
  return (Object.keys(totals) as (keyof SleepTotals)[]).every((name) => (sleep[name] ?? totals[name]) === totals[name]);
}
