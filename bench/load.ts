// The load, in a process of its own: so many keep-alive connections, each with one request under way. Plain sockets and no
// HTTP library, so that on a small machine the load takes less of the processors than what it measures.
import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { type Latencies, latenciesOf } from './latencies.js';
import { OPERATIONS, type Operation } from './operations.js';

/** What to ask, whom, how, and for how long. */
export interface Job {
  port: number;
  operation: keyof typeof OPERATIONS;
  /** The requests are spread over users 1 to this one. */
  users: number;
  sourceName: string;
  connections: number;
  seconds: number;
}

/** What came of it. */
export interface Outcome extends Latencies {
  /** How often each status came that is not the one of a right answer. */
  wrong: Record<number, number>;
}

/** One connection that asks again as soon as it is answered, until the time is over. */
function keepAsking(
  port: number,
  next: () => string,
  until: number,
  onAnswer: (status: number, ms: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    let askedAt = 0;
    const ask = (): void => {
      askedAt = performance.now();
      if (askedAt >= until) socket.end();
      else socket.write(next());
    };
    socket.on('connect', ask).on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = received.toString('latin1', 0, headEnd);
      const bodyLength = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
      if (received.length < headEnd + 4 + bodyLength) return;
      received = Buffer.alloc(0);
      onAnswer(Number(head.slice(9, 12)), performance.now() - askedAt);
      ask();
    });
  });
}

function textOf({ method, path, body }: ReturnType<Operation['request']>): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function carryOut({ port, operation, users, sourceName, connections, seconds }: Job): Promise<Outcome> {
  const { status: right, request }: Operation = OPERATIONS[operation];
  const latencies: number[] = [];
  const wrong: Record<number, number> = {};
  const next = (): string => textOf(request(randomInt(1, users + 1), sourceName));
  const onAnswer = (status: number, ms: number): void => {
    latencies.push(ms);
    if (status !== right) wrong[status] = (wrong[status] ?? 0) + 1;
  };
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => keepAsking(port, next, until, onAnswer)));
  return { ...latenciesOf(latencies, (performance.now() - started) / 1000), wrong };
}

process.on('message', (job: Job) => void carryOut(job).then((outcome) => process.send?.(outcome)));
