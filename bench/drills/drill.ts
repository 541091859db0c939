import { setTimeout as pause } from 'node:timers/promises';
import { type Asked } from './load.js';
import type { Programs } from './service.js';
import { type Needs, Stage } from './stage.js';

/** How long everything takes: long enough to see something, or for the gate. */
export interface Pace {
  perSecond: number;
  /** Milliseconds before and after what happens. */
  calmMs: number;
  /** Milliseconds for which it goes on, where it goes on. */
  faultMs: number;
}

export const FULL: Pace = { perSecond: 40, calmMs: 8_000, faultMs: 60_000 };
export const SHORT: Pace = { perSecond: 25, calmMs: 1_500, faultMs: 2_000 };

/** A part of a drill, and what came of the requests that were due in it. */
export interface Phase {
  name: string;
  asked: readonly Asked[];
}

/** What a drill found. */
export interface Findings {
  phases: Phase[];
  /** What else there is to say, a line each. */
  notes: string[];
  acknowledged: number;
  lost: number;
  wrong: number;
  audit: { isRight: boolean; told: string };
  /** What was promised and not kept. */
  broken: string[];
}

/** Something that happens to a service at work. */
export interface Drill {
  title: string;
  needs?: (pace: Pace) => Needs;
  /** Makes it happen, and lets it be over; returns what there is to say about it. */
  happen: (stage: Stage, pace: Pace) => Promise<string[] | void>;
  /** Why it cannot be done here; null where it can. */
  obstacle?: () => string | null;
  /** Puts away what `needs` made. */
  clear?: () => void;
}

/** Plays a drill: calm, what happens, calm again, and what is left. */
export async function play(drill: Drill, pace: Pace, programs: Programs): Promise<Findings> {
  const stage = await Stage.set(programs, drill.needs?.(pace));
  try {
    await stage.load.connect();
    const started = performance.now();
    const load = stage.load.at(pace.perSecond);
    await pause(pace.calmMs);
    const happens = performance.now();
    const notes = (await drill.happen(stage, pace)) ?? [];
    const isOver = performance.now();
    await pause(pace.calmMs);
    await stage.load.stop();
    await load;
    const { asked } = stage.load;
    const inPhase = (from: number, to: number): Asked[] => asked.filter(({ due }) => due >= from && due < to);
    const phases = [
      { name: 'before', asked: inPhase(started, happens) },
      { name: 'meanwhile', asked: inPhase(happens, isOver) },
      { name: 'after', asked: inPhase(isOver, Infinity) },
    ];
    const unwell = asked.filter(({ kind, due }) => kind !== 'right' && due >= happens);
    if (unwell.length > 0) {
      const last = Math.max(...unwell.map(({ due, took }) => due + took));
      notes.push(`The last request that was not answered well ended ${seconds(last - happens)} s after it began.`);
    }
    const verdict = await stage.verdict();
    return { phases, notes, ...verdict, broken: promisesBroken(verdict, asked, phases[2]!.asked) };
  } finally {
    await stage.strike();
    drill.clear?.();
  }
}

/** What holds in every drill. */
export function promisesBroken(
  { lost, wrong, audit }: Pick<Findings, 'lost' | 'wrong' | 'audit'>,
  asked: readonly Asked[],
  after: readonly Asked[],
): string[] {
  const late = after.slice(Math.floor(after.length / 2));
  const promises: [boolean, string][] = [
    [lost === 0, 'No acknowledged write is lost.'],
    [wrong === 0, 'Nothing is stored that was refused, or otherwise than it was sent, or twice.'],
    [audit.isRight, 'Everything derived is as the records say.'],
    [asked.every(({ kind }) => kind !== 'wrong'), 'No answer is another one than a right one, or 503.'],
    [
      late.length > 0 && late.filter(({ kind }) => kind === 'right').length >= 0.9 * late.length,
      'In the end, all is well again.',
    ],
  ];
  return promises.filter(([isKept]) => !isKept).map(([, promise]) => promise);
}

export const seconds = (ms: number): string => (ms / 1000).toFixed(1);
