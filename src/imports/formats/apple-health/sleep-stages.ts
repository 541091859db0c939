import type { SleepStageName, Stage } from '../../../sleep/sleep-stages.js';
import { formatInstant } from '../../../time/instant.js';
import type { Interval } from './apple-entry.js';

/** What a sample of sleep analysis says: a stage, or only that the person was in bed. */
export type SleepState = SleepStageName | 'in_bed';

const PREFIX = 'HKCategoryValueSleepAnalysis';

/** In the order of HealthKit's numbers, from 0. */
const STATES: readonly (readonly [name: string, state: SleepState])[] = [
  ['InBed', 'in_bed'],
  ['AsleepUnspecified', 'unknown'],
  ['Awake', 'awake'],
  ['AsleepCore', 'light'],
  ['AsleepDeep', 'deep'],
  ['AsleepREM', 'rem'],
];

/** By `value`, a name or a number; `Asleep` is how it was called before there were stages. */
export const SLEEP_STATES: ReadonlyMap<string, SleepState> = new Map<string, SleepState>([
  [`${PREFIX}Asleep`, 'unknown'],
  ...STATES.map(([name, state]) => [`${PREFIX}${name}`, state] as const),
  ...STATES.map(([, state], number) => [`${number}`, state] as const),
]);

/** Where samples overlap, the first of these counts: a stage before being awake, and that before sleep of any kind. */
const PRECEDENCE: readonly SleepStageName[] = ['deep', 'rem', 'light', 'awake', 'unknown'];

export interface SleepSample extends Interval {
  readonly state: SleepState;
}

export interface StageInterval {
  stage: SleepStageName;
  startMs: number;
  endMs: number;
}

/** The stages that samples of one source say together: in order, without overlap, equal neighbours joined. */
export function stagesOf(samples: readonly SleepSample[]): StageInterval[] {
  const bounds = samples
    .filter(({ state, startMs, endMs }) => state !== 'in_bed' && endMs > startMs)
    .flatMap(({ state, startMs, endMs }) => [
      { at: startMs, stage: state as SleepStageName, change: 1 },
      { at: endMs, stage: state as SleepStageName, change: -1 },
    ])
    .toSorted((a, b) => a.at - b.at);
  const open = { awake: 0, light: 0, deep: 0, rem: 0, unknown: 0 };
  const stages: StageInterval[] = [];
  bounds.forEach(({ at, stage, change }, index) => {
    open[stage] += change;
    const until = bounds[index + 1]?.at ?? at;
    const current = PRECEDENCE.find((candidate) => open[candidate] > 0);
    if (current === undefined || until === at) return;
    const last = stages.at(-1);
    if (last?.stage === current && last.endMs === at) last.endMs = until;
    else stages.push({ stage: current, startMs: at, endMs: until });
  });
  return stages;
}

export const asStage = ({ stage, startMs, endMs }: StageInterval): Stage => ({
  stage,
  startedAt: formatInstant(startMs),
  endedAt: formatInstant(endMs),
});
