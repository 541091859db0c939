import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Writable } from 'node:stream';
import { Controller, Get } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createHttpAdapter } from './http-adapter.js';
import { ProblemFilter } from './problem.filter.js';

@Controller()
class HelloController {
  @Get('hello') hello(): string {
    return 'hello';
  }
}

let app: NestFastifyApplication;
let log: string;

beforeEach(async () => {
  log = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString();
      done();
    },
  });
  const module = await Test.createTestingModule({
    controllers: [HelloController],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter({ logger: { stream } }), { logger: false });
  await app.listen(0, '127.0.0.1');
});

afterEach(() => app.close());

/** What the server answers to bytes of any kind. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect((app.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).end(bytes);
  await once(socket, 'close');
  return answer;
}

describe('bytes that are no request', () => {
  it.each([
    ['GARBAGE\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'invalid_request'],
    [
      `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
      'request_header_too_large',
    ],
    ['GET /hello HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\n\r\n', 'HTTP/1.1 417 Expectation Failed', 'expectation_failed'],
  ])('are answered with a problem too (case %#)', async (bytes, statusLine, code) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining([statusLine, 'content-type: application/problem+json', 'connection: close']),
    );
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', code });
  });
});

describe('a request that does not say to whom it goes', () => {
  it.each<[string, string, string]>([
    ['1.1', '400 Bad Request', 'The header Host is required'],
    ['1.0', '200 OK', 'hello'],
  ])('is refused in HTTP/%s: %s', async (version, status, text) => {
    const answer = await answerTo(`GET /hello HTTP/${version}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n`));
    expect(answer).toContain(text);
  });
});

describe('the log of requests', () => {
  it('has the id and the path of each, and nobody’s query', async () => {
    await app.inject({ url: '/hello?name=secret', headers: { 'x-request-id': 'my-request' } });
    expect(log).toContain('"reqId":"my-request"');
    expect(log).toContain('"url":"/hello"');
    expect(log).not.toContain('secret');
  });
});

describe('a server that is about to stop', () => {
  it('sends its clients elsewhere', async () => {
    app.getHttpAdapter().beforeClose?.();
    const answer = await app.inject('/hello');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '5', connection: 'close' });
    expect(answer.json()).toMatchObject({ code: 'unavailable' });
  });
});
