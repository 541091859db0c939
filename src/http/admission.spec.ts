import { setTimeout as pause } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { useAdmission } from './admission.js';

let server: FastifyInstance;
let letGo: () => void;

beforeEach(() => {
  server = fastify();
  useAdmission(server, { requestsInFlight: 10, burst: 20, eventLoopUtilization: 0.3 });
  server.get('/held', () => new Promise<string>((resolve) => (letGo = () => resolve('at last'))));
  server.get('/', () => 'at once');
});
afterEach(() => server.close());

async function keepTheEventLoopBusy(): Promise<void> {
  for (let time = 0; time < 4; time++) {
    const until = performance.now() + 400;
    while (performance.now() < until);
    await pause(5);
  }
}

async function refusedOf(requests: number): Promise<number> {
  let refused = 0;
  for (let each = 0; each < requests; each++) if ((await server.inject('/')).statusCode === 503) refused++;
  return refused;
}

describe('an event loop that had no pause', () => {
  it('has some of those turned away who come while others are there', async () => {
    await server.ready();
    const held = server.inject('/held').then(({ statusCode }) => statusCode);
    await pause(20);
    await keepTheEventLoopBusy();
    expect(await refusedOf(100)).toBeGreaterThan(0);
    letGo();
    expect(await held).toBe(200);
  });

  it('has nobody turned away who comes alone', async () => {
    await server.ready();
    await keepTheEventLoopBusy();
    expect(await refusedOf(100)).toBe(0);
  });
});

describe('a process with two places, and four while it is calm', () => {
  const held: (() => void)[] = [];
  let crowded: FastifyInstance;
  const ask = (): Promise<number> => crowded.inject('/').then(({ statusCode }) => statusCode);
  const askAndWait = async (requests: number): Promise<Promise<number>[]> => {
    const answers = Array.from({ length: requests }, ask);
    while (held.length < requests) await pause(1);
    return answers;
  };
  const letAllGo = (): void => held.splice(0).forEach((go) => go());

  beforeEach(async () => {
    crowded = fastify();
    useAdmission(crowded, { requestsInFlight: 2, burst: 4, eventLoopUtilization: 1 });
    crowded.get('/', () => new Promise<string>((resolve) => held.push(() => resolve(''))));
    await crowded.ready();
  });
  afterEach(() => crowded.close());

  it('takes a burst of four, and nobody more', async () => {
    const burst = await askAndWait(4);
    expect(await ask()).toBe(503);
    letAllGo();
    expect(await Promise.all(burst)).toEqual([200, 200, 200, 200]);
  });

  it('has two once it has turned somebody away, and four again when it has been calm', async () => {
    const burst = await askAndWait(4);
    expect(await ask()).toBe(503);
    letAllGo();
    await Promise.all(burst);
    const two = await askAndWait(2);
    expect(await ask()).toBe(503);
    letAllGo();
    await Promise.all(two);
    await pause(1_050);
    const again = await askAndWait(4);
    letAllGo();
    expect(await Promise.all(again)).toEqual([200, 200, 200, 200]);
  });
});
