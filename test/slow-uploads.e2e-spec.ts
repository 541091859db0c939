import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileOf, jobWhenOver, recordLine, walk } from './support/import-files.js';
import { useService } from './support/use-service.js';

const service = useService();
/** How long a whole request may take here; it is looked for every five seconds. */
const PATIENCE_MS = 1_000;

beforeAll(() => {
  const server = service().app.getHttpServer();
  server.headersTimeout = PATIENCE_MS; // the longer one is that for whole requests
  server.requestTimeout = PATIENCE_MS;
});

/** A request whose body comes a piece at a time, with the time in between; the answer to it. */
async function slowly(path: string, body: string, pieces: number, ms: number): Promise<string> {
  const { hostname, port } = new URL(service().url);
  const socket: Socket = connect(Number(port), hostname);
  const answer = text(socket);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${service().key}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
  );
  const length = Math.ceil(body.length / pieces);
  for (let from = 0; from < body.length && socket.writable; from += length) {
    socket.write(body.slice(from, from + length));
    await pause(ms);
  }
  return answer;
}

it('a file may arrive as slowly as it does, and nothing else may', async () => {
  const userId = await service().createUser();
  const file = fileOf(recordLine('physicalActivity', walk(1)), recordLine('physicalActivity', walk(2)));
  const [upload, other] = await Promise.all([
    slowly(`/v1/users/${userId}/imports`, file, 24, 500),
    slowly(`/v1/users/${userId}/physical-activities`, JSON.stringify(walk(3)), 24, 500),
  ]);
  expect(other).toMatch(/^HTTP\/1\.1 408 /);
  expect(upload).toMatch(/^HTTP\/1\.1 202 /);
  const [, location] = /^location: (.*)\r$/im.exec(upload)!;
  expect(await jobWhenOver(service(), location!)).toMatchObject({ status: 'succeeded', entries: { created: 2 } });
}, 30_000);
