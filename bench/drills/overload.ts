import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type Findings, promisesBroken, seconds } from './drill.js';
import type { Asked } from './load.js';
import { quantile } from './report.js';
import type { Programs } from './service.js';
import { Stage } from './stage.js';

/** How many times as much comes as can be done, by the name of the drill. */
export const OVERLOADS: Readonly<Record<string, number>> = { 'overload-2x': 2, 'overload-5x': 5 };

const OBJECTIVE_MS = 500;
const CLIENTS = 16; // as many as the service works on at once, or so: enough to keep it busy, too few for it to refuse any
const LEAST_GOODPUT = 0.85;
const MOST_SLOWDOWN = 10;

/** More comes than the service can do: how much of what it can is still answered in time? */
export async function overload(times: number, partMs: number, programs: Programs): Promise<Findings> {
  const stage = await Stage.set(programs);
  try {
    const { load } = stage;
    await load.connect();
    await load.capacity(CLIENTS, partMs); // to warm up
    const capacity = await load.capacity(CLIENTS, partMs);
    const during = async (perSecond: number): Promise<Asked[]> => {
      const started = performance.now();
      await load.at(perSecond, partMs);
      const ended = performance.now();
      await pause(1000);
      return load.asked.filter(({ due }) => due >= started && due < ended);
    };
    const idle = await during(capacity / 10);
    const [before, began] = [process.cpuUsage(), performance.now()];
    const over = await during(capacity * times);
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1000 / (performance.now() - began);
    const after = await during(capacity / 10);
    await load.stop();
    const right = over.filter(({ kind }) => kind === 'right').map(({ took }) => took);
    const goodput = (right.filter((took) => took <= OBJECTIVE_MS).length * 1000) / partMs;
    const idleP99 = quantile(
      idle.map(({ took }) => took),
      0.99,
    );
    const verdict = await stage.verdict();
    const notes = [
      `Capacity: ${capacity.toFixed(0)} requests/s, measured with ${CLIENTS} clients who wait for their answers.`,
      `Goodput within ${OBJECTIVE_MS} ms at ${times} times that: ${goodput.toFixed(0)}/s, ${((100 * goodput) / capacity).toFixed(0)} % of it.`,
      `The load took ${share.toFixed(2)} processors meanwhile, of ${availableParallelism()} for it, the service and PostgreSQL.`,
      `p99 of what was accepted: ${seconds(quantile(right, 0.99))} s; of a tenth of the capacity: ${seconds(idleP99)} s.`,
    ];
    const broken = promisesBroken(verdict, load.asked, after);
    if (times === 2) broken.push(...promisesOfTwice(goodput / capacity, quantile(right, 0.99) / idleP99));
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

/** What is promised at twice the capacity only: at more, turning away takes a share of its own. */
function promisesOfTwice(shareOfCapacity: number, slowdown: number): string[] {
  return [
    ...(shareOfCapacity < LEAST_GOODPUT ? [`Goodput is at least ${100 * LEAST_GOODPUT} % of capacity.`] : []),
    ...(slowdown > MOST_SLOWDOWN ? [`p99 of what is accepted is less than ${MOST_SLOWDOWN} times that of idle.`] : []),
  ];
}
