import type { CreateSleepSession } from '../../sleep/sleep-session.dto.js';
import { secondsByStage, type SleepStageName, type Stage } from '../../sleep/sleep-stages.js';
import { instantText, type Span } from './times.js';

/** A stretch of one stage. */
export interface StageSpan extends Span {
  stage: SleepStageName;
}

/** The stages of a draft: in order, those that touch and are equal as one, without empty ones. */
export function stagesOf(spans: readonly StageSpan[]): Stage[] {
  const joined: StageSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (span.endMs <= span.startMs) continue;
    if (last?.stage === span.stage && last.endMs === span.startMs) last.endMs = span.endMs;
    else joined.push({ ...span });
  }
  return joined.map(({ stage, startMs, endMs }) => ({
    stage,
    startedAt: instantText(startMs, 'the start of a stage'),
    endedAt: instantText(endMs, 'the end of a stage'),
  }));
}

/** Stages with others laid over them: those count where both are. */
export function overlaid(below: readonly StageSpan[], above: readonly StageSpan[]): StageSpan[] {
  let rest = [...below];
  for (const { startMs, endMs } of above) {
    rest = rest.flatMap((span) => [
      { ...span, endMs: Math.min(span.endMs, startMs) },
      { ...span, startMs: Math.max(span.startMs, endMs) },
    ]);
    rest = rest.filter((span) => span.endMs > span.startMs);
  }
  return [...rest, ...above];
}

/** Seconds of sleep as a vendor sums them up; undefined is not said. */
export interface SleepSeconds {
  total?: number;
  awake?: number;
  light?: number;
  deep?: number;
  rem?: number;
}

type Length = Pick<
  CreateSleepSession,
  'stages' | 'totalSleepSeconds' | 'awakeSeconds' | 'lightSleepSeconds' | 'deepSleepSeconds' | 'remSleepSeconds'
>;

const MINUTE = 60;
const MOST_STAGES = 1000;

/**
 * How long a draft of a session says that the sleep was: by its stages where they agree with the vendor's totals to the minute,
 * else by the totals, of which light, deep and REM sleep come before the sum. Null where nothing says it.
 */
export function lengthOf(spans: readonly StageSpan[], totals: SleepSeconds): Length | null {
  const stages = stagesOf(spans);
  const isSaid = totals.total !== undefined || totals.light !== undefined;
  if (stages.length > MOST_STAGES && !isSaid) return totalsOf(stages);
  if (stages.length > 0 && stages.length <= MOST_STAGES && agree(stages, totals)) return { stages };
  const parts = [totals.light, totals.deep, totals.rem].filter((part) => part !== undefined);
  const sum = parts.reduce((whole, part) => whole + part, 0);
  if (parts.length === 0 && totals.total === undefined) return null;
  return {
    ...(parts.length < 3 && { totalSleepSeconds: totals.total ?? sum }),
    ...(totals.awake !== undefined && { awakeSeconds: totals.awake }),
    ...(totals.light !== undefined && { lightSleepSeconds: totals.light }),
    ...(totals.deep !== undefined && { deepSleepSeconds: totals.deep }),
    ...(totals.rem !== undefined && { remSleepSeconds: totals.rem }),
  };
}

/** What more stages than a draft may have add up to. */
function totalsOf(stages: readonly Stage[]): Length {
  const { asleep, awake } = secondsByStage(stages);
  return { totalSleepSeconds: asleep, awakeSeconds: awake };
}

function agree(stages: readonly Stage[], { total, ...parts }: SleepSeconds): boolean {
  const { asleep, ...found } = secondsByStage(stages);
  const close = (said: number | undefined, is: number): boolean => said === undefined || Math.abs(said - is) < MINUTE;
  return close(total, asleep) && (['awake', 'light', 'deep', 'rem'] as const).every((stage) => close(parts[stage], found[stage]));
}
