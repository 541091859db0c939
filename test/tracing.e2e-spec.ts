import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { AS_OPERATOR, OPERATOR_KEY } from './support/operator-key.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';

interface Span {
  name: string;
  traceId: string;
  attributes: { key: string; value: object }[];
}

const source = new TranspiledSource();
const spans: Span[] = [];
let collector: Server;
let databaseUrl: string;
let service: ServiceProcess;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    type Batch = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    const { resourceSpans } = JSON.parse(await text(request)) as Batch;
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  };
  collector = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  service = await ServiceProcess.start(source.script('main.js'), databaseUrl, {
    ADMIN_KEY: OPERATOR_KEY,
    LOG_LEVEL: 'info',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
}, 60_000);
afterAll(async () => {
  await service.kill();
  collector.close();
  source.remove();
  await dropTestDatabase(databaseUrl);
});

it('follows a request through the pool into SQL, under the trace of the client, without anybody’s values', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  await fetch(`${service.url}/v1/users`, {
    method: 'POST',
    headers: { ...AS_OPERATOR, 'content-type': 'application/json', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    body: JSON.stringify({ displayName: 'Ada Lovelace', heightCentimeters: 167.25 }),
  });
  const own = (): Span[] => spans.filter((span) => span.traceId === traceId);
  const has = (pattern: RegExp): boolean => own().some(({ name }) => pattern.test(name));
  while (!(has(/^POST/) && has(/^pg-pool\.connect/) && has(/^pg\.query/))) await pause(50);
  const told = JSON.stringify(spans);
  expect(told).toContain('INSERT INTO');
  expect(told).not.toContain('Lovelace');
  expect(told).not.toContain('167.25');
  expect(told).not.toContain(OPERATOR_KEY);
  expect(service.output).toContain(`"traceId":"${traceId}"`);
}, 60_000);
