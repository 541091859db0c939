import { setTimeout as pause } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { useAdmission } from './admission.js';

let server: FastifyInstance;
let letGo: () => void;

beforeEach(() => {
  server = fastify();
  useAdmission(server, { requestsInFlight: 10, eventLoopUtilization: 0.3 });
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
