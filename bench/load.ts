// The load, in a process of its own: it carries out one job after the other and tells what came of each.
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KeepAliveConnection } from './keep-alive-connection.js';
import { type Latencies, latenciesOf } from './latencies.js';
import { OPERATIONS, type Operation } from './operations.js';

/** What to ask, whom, how, and for how long. */
export interface Job {
  port: number;
  operation: keyof typeof OPERATIONS;
  /** The requests are spread over users 1 to this one. */
  users: number;
  sourceName: string;
  /** A service key, which both servers get and one of them checks. */
  key: string;
  connections: number;
  seconds: number;
  /**
   * How many requests are due a second, whether or not those before are answered, and each is timed from when it was due: a
   * server that stops for a moment is found out. Without it, each connection asks again as soon as it is answered.
   */
  duePerSecond?: number;
}

/** What came of it. */
export interface Outcome extends Latencies {
  /** How often each status came that is not the one of a right answer. */
  wrong: Record<number, number>;
}

function textOf({ method, path, body }: ReturnType<Operation['request']>, key: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function carryOut({ port, operation, users, sourceName, key, connections, seconds, duePerSecond }: Job): Promise<Outcome> {
  const { status: right, request }: Operation = OPERATIONS[operation];
  const opened = await Promise.all(Array.from({ length: connections }, () => KeepAliveConnection.open(port)));
  const latencies: number[] = [];
  const wrong: Record<number, number> = {};
  const started = performance.now();
  const until = started + seconds * 1000;
  let taken = 0;
  const nextDue = (): number => (duePerSecond ? started + (taken++ * 1000) / duePerSecond : performance.now());

  const keepAsking = async (connection: KeepAliveConnection): Promise<void> => {
    for (let due = nextDue(); due < until; due = nextDue()) {
      const early = due - performance.now();
      if (early > 0) await pause(early);
      const status = await connection.ask(textOf(request(randomInt(1, users + 1), sourceName), key));
      latencies.push(performance.now() - due);
      if (status !== right) wrong[status] = (wrong[status] ?? 0) + 1;
    }
    connection.close();
  };
  await Promise.all(opened.map(keepAsking));
  return { ...latenciesOf(latencies, (performance.now() - started) / 1000), wrong };
}

process.on('message', (job: Job) => {
  carryOut(job).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
