import { gzipSync } from 'node:zlib';
import { Controller, Delete, Get, HttpCode, Logger, Patch, Post } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsOptional, IsString } from 'class-validator';
import { createHttpAdapter } from './http-adapter.js';
import { Page } from './page.js';
import { assertMatches, IfMatch, Precondition } from './precondition.js';
import { Problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { Resource } from './resource.js';
import { UserId, UuidParam } from './uuid-param.js';
import { Body, Query } from './validated.js';

class Note {
  @IsOptional() @IsString() text?: string;
}

class Filter {
  @IsOptional() cursor?: string;
  @IsOptional() tag?: string | string[];
}

const json = '{ "text": "as PostgreSQL wrote it" }';

@Controller('v1/users/:userId/notes')
class NotesController {
  @Get() list(@Query() { cursor }: Filter): Page {
    return cursor === undefined ? new Page(['{"a":1}', '{"a":2}'], 'next') : new Page([], null);
  }

  @Post() create(@UserId() userId: string, @Body() _note: Note): Resource {
    return new Resource(json, 1, { status: 201, location: `/v1/users/${userId}/notes/1` });
  }

  @Post('batch') @HttpCode(200) batch(@Body() note: Note): Note {
    return note;
  }

  @Post('again') again(): Resource {
    return new Resource(json, 2);
  }

  @Get(':noteId') find(@UuidParam('noteId', 'The note.') noteId: string): Resource {
    return new Resource(JSON.stringify({ noteId }), 3);
  }

  @Patch(':noteId') update(@IfMatch() precondition: Precondition, @Body() _note: Note): Resource {
    assertMatches(precondition, 3);
    return new Resource(json, 4);
  }

  @Delete(':noteId') @HttpCode(204) remove(): void {}
}

@Controller()
class BrokenController {
  @Get('broken') fail(): never {
    throw new Error('select secret from vault');
  }

  @Get('asleep') asleep(): never {
    throw Problem.unavailable(7);
  }

  @Get('rule') rule(): never {
    throw Object.assign(new Error('unique_violation'), {
      toProblem: () => Problem.conflict('note_exists', 'There is such a note.'),
    });
  }
}

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [NotesController, BrokenController],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(), { logger: false });
  await app.init();
});

afterAll(() => app.close());

const user = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';
const notes = `/v1/users/${user}/notes`;
const send = (method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, more: object = {}) =>
  app.inject({ method, url, ...more });

describe('one record', () => {
  it('goes out as PostgreSQL wrote it, with a strong ETag', async () => {
    const answer = await send('POST', notes, { payload: {} });
    expect(answer.statusCode).toBe(201);
    expect(answer.body).toBe(json);
    expect(answer.headers).toMatchObject({
      etag: '"1"',
      location: `${notes}/1`,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
    });
  });

  it('is 200, also for POST, unless it says 201', async () => {
    expect((await send('POST', `${notes}/again`)).statusCode).toBe(200);
  });

  it.each(['"3"', 'W/"3"', '"1", "3"', '*'])('is not sent again to somebody who has it: If-None-Match %s', async (header) => {
    const answer = await send('GET', `${notes}/${user}`, { headers: { 'if-none-match': header } });
    expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', '"3"']);
  });

  it.each(['"2"', '3', ''])('is sent to somebody who has another version: If-None-Match %s', async (header) => {
    expect((await send('GET', `${notes}/${user}`, { headers: { 'if-none-match': header } })).statusCode).toBe(200);
  });

  it('has the same headers for HEAD, and no body', async () => {
    const answer = await send('HEAD', `${notes}/${user}`);
    expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([200, '', '"3"']);
  });

  it.each([
    ['"3"', 200],
    ['*', 200],
    ['"2", "3"', 200],
    ['"2"', 412],
    ['W/"3"', 412],
    ['3', 400],
  ])('is changed when If-Match allows it: %s -> %i', async (header, status) => {
    const answer = await send('PATCH', `${notes}/${user}`, { headers: { 'if-match': header }, payload: {} });
    expect(answer.statusCode).toBe(status);
  });
});

describe('a list', () => {
  it('has its items, where it goes on, and the address of what follows', async () => {
    const answer = await send('GET', `${notes}?tag=a%20b&tag=c`);
    expect(answer.json()).toEqual({ data: [{ a: 1 }, { a: 2 }], page: { nextCursor: 'next', hasMore: true } });
    expect(answer.headers).toMatchObject({
      link: `<${notes}?tag=a+b&tag=c&cursor=next>; rel="next"`,
      'cache-control': 'private, no-cache',
    });
  });

  it('ends', async () => {
    const answer = await send('GET', `${notes}?cursor=next`);
    expect(answer.json()).toEqual({ data: [], page: { nextCursor: null, hasMore: false } });
    expect(answer.headers).not.toHaveProperty('link');
  });
});

describe('the body of a request', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=us-ascii',
    'application/merge-patch+json',
  ])('may be %s', async (type) => {
    const answer = await send('POST', `${notes}/batch`, { headers: { 'content-type': type }, payload: '{"text":"a"}' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { text: 'a' }]);
  });

  it('is read as UTF-8, with or without a byte order mark', async () => {
    for (const payload of [Buffer.from('{"text":"Zoë 😀"}'), Buffer.from('\ufeff{"text":"Zoë 😀"}')])
      expect((await send('POST', `${notes}/batch`, { headers: { 'content-type': 'application/json' }, payload })).json()).toEqual(
        { text: 'Zoë 😀' },
      );
  });

  it('may be absent where none is needed, whatever the client announces', async () => {
    const answer = await send('DELETE', `${notes}/${user}`, { headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBe(204);
  });
});

describe('the id of a request', () => {
  it.each(['GET', 'PUT'] as const)('is echoed, whatever becomes of the request (%s)', async (method) => {
    const answer = await send(method, `${notes}/${user}`, { headers: { 'x-request-id': 'my-request.1' } });
    expect(answer.headers['x-request-id']).toBe('my-request.1');
  });

  it.each([undefined, 'two words', 'x'.repeat(129), ''])(
    'is made where the client gives none that is harmless (case %#)',
    async (given) => {
      const answer = await send('GET', '/nowhere', { headers: given === undefined ? {} : { 'x-request-id': given } });
      expect(answer.headers['x-request-id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
      expect(answer.json()).toMatchObject({ requestId: answer.headers['x-request-id'] });
    },
  );
});

describe('what goes wrong is a problem document', () => {
  const text = { headers: { 'content-type': 'text/plain' }, payload: 'hello' };
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'text=a' };
  const broken = { headers: { 'content-type': 'application/json' }, payload: '{"text": 1' };
  const poisoned = { headers: { 'content-type': 'application/json' }, payload: '{"__proto__": {"a": 1}}' };
  const latin = { headers: { 'content-type': 'application/json' }, payload: Buffer.from('{"text":"Zoë"}', 'latin1') };
  const latinAsSaid = { ...latin, headers: { 'content-type': 'application/json; charset=ISO-8859-1' } };
  const compressed = {
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: gzipSync('{"text":"a"}'),
  };
  const huge = { payload: { text: 'x'.repeat(1_048_576) } };

  it.each<[number, string, string, Parameters<typeof send>]>([
    [400, 'malformed_json', 'JSON that stops short', ['POST', notes, broken]],
    [400, 'malformed_json', 'JSON that would change a prototype', ['POST', notes, poisoned]],
    [400, 'malformed_json', 'JSON that is not in UTF-8', ['POST', notes, latin]],
    [400, 'malformed_url', 'percent signs that encode nothing', ['GET', '/v1/users/%zz']],
    [400, 'invalid_request', 'no body', ['POST', notes]],
    [400, 'invalid_request', 'an empty body', ['POST', notes, { headers: { 'content-type': 'application/json' } }]],
    [400, 'invalid_request', 'an id that is no UUID', ['GET', `${notes}/17`]],
    [400, 'invalid_request', 'a query where there is none', ['GET', `${notes}/${user}?fields=all`]],
    [400, 'invalid_request', 'an unknown query parameter', ['GET', `${notes}?fields=all`]],
    [404, 'not_found', 'an unknown address', ['GET', '/nowhere']],
    [404, 'not_found', 'an unknown address, whatever the body', ['POST', '/nowhere', broken]],
    [404, 'not_found', 'an address with an empty part', ['GET', '/v1/users//notes']],
    [405, 'method_not_allowed', 'a method that an address does not have', ['PUT', `${notes}/${user}`, text]],
    [405, 'method_not_allowed', 'a method that only an address with a parameter has', ['GET', `${notes}/batch`]],
    [409, 'note_exists', 'an error that says itself what it means', ['GET', '/rule']],
    [
      412,
      'precondition_failed',
      'an old version',
      ['PATCH', `${notes}/${user}`, { headers: { 'if-match': '"1"' }, payload: {} }],
    ],
    [413, 'payload_too_large', 'more than a mebibyte', ['POST', notes, huge]],
    [414, 'uri_too_long', 'an endless id', ['GET', `${notes}/${'x'.repeat(201)}`]],
    [415, 'unsupported_media_type', 'text', ['POST', notes, text]],
    [415, 'unsupported_media_type', 'a form', ['POST', notes, form]],
    [415, 'unsupported_media_type', 'JSON said to be in another encoding', ['POST', notes, latinAsSaid]],
    [415, 'unsupported_media_type', 'a compressed body', ['POST', notes, compressed]],
    [422, 'validation_failed', 'a body that cannot be', ['POST', notes, { payload: { text: 1, evil: true } }]],
    [500, 'internal_error', 'a failure nobody foresaw', ['GET', '/broken']],
    [503, 'unavailable', 'a service that is not there', ['GET', '/asleep']],
  ])('%i %s for %s', async (status, code, _reason, request) => {
    const answer = await send(...request);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: request[1].split('?')[0],
      code,
      requestId: answer.headers['x-request-id'],
    });
  });

  it('has no body for HEAD', async () => {
    const answer = await send('HEAD', `${notes}/17`);
    expect([answer.statusCode, answer.body]).toEqual([400, '']);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('names every fault of a body', async () => {
    const answer = await send('POST', notes, { payload: { text: 1, evil: true } });
    expect(answer.json<{ errors: object[] }>().errors).toEqual([
      { pointer: '/evil', code: 'unknown_field', detail: 'evil is not known here' },
      { pointer: '/text', code: 'invalid_type', detail: 'text must be a string' },
    ]);
  });

  it.each([
    [`${notes}/${user}`, 'DELETE, GET, HEAD, PATCH'],
    [`${notes}/batch`, 'POST'],
    [`${notes}?tag=a`, 'GET, HEAD, POST'],
  ])('says which methods %s has instead', async (url, allowed) => {
    expect((await send('PUT', url)).headers.allow).toBe(allowed);
  });

  it('says when to come back', async () => {
    expect((await send('GET', '/asleep')).headers['retry-after']).toBe('7');
  });

  it('keeps the reasons of a failure inside, and logs them with the id of the request', async () => {
    const log = jest.spyOn(Logger.prototype, 'error');
    const answer = await send('GET', '/broken', { headers: { 'x-request-id': 'my-request' } });
    expect(log).toHaveBeenCalledWith('GET /broken failed, request my-request', expect.stringContaining('select secret'));
    expect(answer.body + JSON.stringify(answer.headers)).not.toMatch(/secret|vault|select|\.ts|stack/i);
  });
});
