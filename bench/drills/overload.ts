import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type Findings, promisesBroken } from './drill.js';
import type { Asked } from './load.js';
import { median } from '../report.js';
import { quantile } from './report.js';
import type { Programs } from './service.js';
import { Stage } from './stage.js';

/** How many times as much comes as can be done, by the name of the drill. */
export const OVERLOADS: Readonly<Record<string, number>> = { 'overload-2x': 2, 'overload-5x': 5 };

const OBJECTIVE_MS = 500;
const CLIENTS = 16; // as many as the service works on at once, or so: enough to keep it busy, too few for it to refuse any
const LEAST_GOODPUT = 0.85;
const MOST_SLOWDOWN = 10;

/** How often it is played, and how long a part of it takes. */
interface Pace {
  rounds: number;
  partMs: number;
}

export const FULL_ROUNDS: Pace = { rounds: 3, partMs: 8_000 };
export const SHORT_ROUND: Pace = { rounds: 1, partMs: 3_000 };

/** What the service can do, what it does of more, and how long that takes: a second's worth, and milliseconds. */
interface Round {
  capacity: number;
  goodput: number;
  p99: number;
  idleP99: number;
}

/**
 * More comes than the service can do: how much of what it can is still answered in time? A machine is not as fast in one minute as in
 * the next, so what it can do is measured before each overload, and rounds are compared by their medians.
 */
export async function overload(times: number, { rounds, partMs }: Pace, programs: Programs): Promise<Findings> {
  const stage = await Stage.set(programs);
  try {
    const { load } = stage;
    await load.connect();
    await load.capacity(CLIENTS, partMs); // to warm up
    const during = async (perSecond: number): Promise<Asked[]> => {
      const started = performance.now();
      await load.at(perSecond, partMs);
      const ended = performance.now();
      await pause(1000);
      return load.asked.filter(({ due }) => due >= started && due < ended);
    };
    const [idle, over, found]: [Asked[], Asked[], Round[]] = [[], [], []];
    let [processorMs, overMs] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const capacity = await load.capacity(CLIENTS, partMs);
      const calm = await during(capacity / 10);
      const [before, began] = [process.cpuUsage(), performance.now()];
      const crowded = await during(capacity * times);
      const { user, system } = process.cpuUsage(before);
      processorMs += (user + system) / 1000;
      overMs += performance.now() - began;
      idle.push(...calm);
      over.push(...crowded);
      found.push(roundOf(capacity, calm, crowded, partMs));
    }
    const after = await during(median(found.map(({ capacity }) => capacity)) / 10);
    await load.stop();
    const verdict = await stage.verdict();
    const share = median(found.map(({ goodput, capacity }) => goodput / capacity));
    const slowdown = median(found.map(({ p99, idleP99 }) => p99 / idleP99));
    const notes = [
      `Each round: ${CLIENTS} clients who wait for their answers, a tenth of what they can, ${times} times of it.`,
      ...found.map(sentenceOf),
      `Medians: ${percent(share)} of the capacity is answered within ${OBJECTIVE_MS} ms, p99 is ${slowdown.toFixed(1)} times that of a tenth.`,
      `The load took ${(processorMs / overMs).toFixed(2)} processors meanwhile, of ${availableParallelism()} for it, the service and PostgreSQL.`,
    ];
    const broken = promisesBroken(verdict, load.asked, after);
    if (times === 2) broken.push(...promisesOfTwice(share, slowdown));
    return {
      phases: [
        { name: 'a tenth', asked: idle },
        { name: `${times} times`, asked: over },
        { name: 'after', asked: after },
      ],
      notes,
      ...verdict,
      broken,
    };
  } finally {
    await stage.strike();
  }
}

function roundOf(capacity: number, calm: readonly Asked[], crowded: readonly Asked[], partMs: number): Round {
  const right = crowded.filter(({ kind }) => kind === 'right').map(({ took }) => took);
  return {
    capacity,
    goodput: (right.filter((took) => took <= OBJECTIVE_MS).length * 1000) / partMs,
    p99: quantile(right, 0.99),
    idleP99: quantile(
      calm.map(({ took }) => took),
      0.99,
    ),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const sentenceOf = ({ capacity, goodput, p99, idleP99 }: Round): string =>
  `Of ${capacity.toFixed(0)} requests/s ${goodput.toFixed(0)}, ${percent(goodput / capacity)}; p99 ${p99.toFixed(0)} ms, of a tenth ${idleP99.toFixed(1)} ms.`;

/** What is promised at twice the capacity only: at more, turning away takes a share of its own. */
function promisesOfTwice(shareOfCapacity: number, slowdown: number): string[] {
  return [
    ...(shareOfCapacity < LEAST_GOODPUT ? [`Goodput is at least ${100 * LEAST_GOODPUT} % of capacity.`] : []),
    ...(slowdown >= MOST_SLOWDOWN ? [`p99 of what is accepted is less than ${MOST_SLOWDOWN} times that of idle.`] : []),
  ];
}
