import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleUserId } from '../demo/demo-users.js';
import { exact } from './openapi-document.js';
import { asOpenApi30 } from './openapi-3-0.js';

const problem = { type: 'object', properties: { code: { type: 'string', maxLength: 100 } } };
const answer = (name: string) => ({
  description: '',
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});
const body = (name: string) => ({ required: true, content: answer(name).content });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }) as const;
const ifMatch = { name: 'If-Match', in: 'header', schema: { type: 'string' } } as const;

/** A document as the Nest plugin makes it, with every trap in it. */
const raw: OpenAPIObject = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/users/{userId}/notes': {
      post: {
        parameters: [inPath('userId')],
        requestBody: body('CreateNote'),
        responses: { 200: answer('NoteResponse'), 201: answer('NoteResponse') },
      },
      get: {
        parameters: [
          { name: 'kind', in: 'query', schema: { type: 'array', items: { $ref: '#/components/schemas/Kind' } } },
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer', default: 50 } },
          inPath('userId'),
        ],
        responses: { 200: answer('NotePage') },
      },
    },
    '/users/{userId}/notes/{noteId}': {
      get: { parameters: [inPath('noteId'), inPath('userId')], responses: { 200: answer('NoteResponse') } },
      patch: {
        parameters: [ifMatch, inPath('noteId'), inPath('userId')],
        requestBody: body('UpdateNote'),
        responses: { 200: answer('NoteResponse') },
      },
      delete: { parameters: [ifMatch, inPath('noteId'), inPath('userId')], responses: { 204: { description: '' } } },
    },
  },
  components: {
    schemas: {
      Problem: problem,
      Kind: { type: 'string', enum: ['short', 'long'] },
      Author: { type: 'object', properties: { name: { type: 'string', maxLength: 9 } }, required: ['name'] },
      CreateNote: {
        type: 'object',
        properties: {
          kind: { description: 'How long', allOf: [{ $ref: '#/components/schemas/Kind' }] },
          pages: { type: ['integer', 'null'], minimum: 0, description: 'Sheets' },
          author: { allOf: [{ $ref: '#/components/schemas/Author' }] },
        },
        required: ['kind'],
      },
      UpdateNote: {
        type: 'object',
        properties: {
          kind: { description: 'How long', allOf: [{ $ref: '#/components/schemas/Kind' }] },
          pages: { type: ['integer', 'null'], minimum: 0 },
          author: { allOf: [{ $ref: '#/components/schemas/Author' }] },
        },
      },
      NoteResponse: {
        type: 'object',
        properties: {
          userId: { type: 'string', format: 'uuid' },
          kind: { anyOf: [{ $ref: '#/components/schemas/Kind' }, { type: 'null' }] },
          pages: { type: ['number', 'null'] },
          author: { $ref: '#/components/schemas/Author' },
          createdAt: { type: 'string', format: 'date-time' },
          source: { type: 'string' },
          id: { type: 'string', format: 'uuid' },
        },
        required: ['userId', 'kind', 'pages', 'author'],
      },
      NotePage: { type: 'object', properties: { data: { type: 'array', items: { $ref: '#/components/schemas/NoteResponse' } } } },
    },
  },
};

const document = exact(raw);
const { schemas = {}, responses: problems = {} } = document.components!;
const list = document.paths['/users/{userId}/notes']!;
const item = document.paths['/users/{userId}/notes/{noteId}']!;
const headersOf = (response: unknown): string[] => Object.keys((response as { headers: object }).headers);

describe('the document made exact', () => {
  it('leaves the one it is made of as it was', () => {
    expect(raw.components!.schemas).toHaveProperty('NoteResponse');
    expect(raw.paths['/users/{userId}/notes']!.post!.parameters).toEqual([inPath('userId')]);
  });

  it('names what is answered by its noun', () => {
    expect(schemas).not.toHaveProperty('NoteResponse');
    expect(list.post!.responses[201]).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
    });
  });

  it('says of a member of an answer what is said of it in the request, but keeps its own nullability', () => {
    expect(schemas.Note).toMatchObject({
      properties: { pages: { type: ['integer', 'null'], minimum: 0, description: 'Sheets' } },
    });
  });

  it('lets a merge patch clear what may be absent, and nothing else', () => {
    expect(schemas.UpdateNote).toMatchObject({
      properties: {
        kind: { description: 'How long', $ref: '#/components/schemas/Kind' },
        pages: { type: ['integer', 'null'] },
        author: { anyOf: [{ $ref: '#/components/schemas/Author' }, { type: 'null' }] },
      },
    });
  });

  it('closes bodies, with all that is nested in them, and leaves answers open for additions', () => {
    for (const name of ['CreateNote', 'UpdateNote', 'Author'])
      expect(schemas[name]).toHaveProperty('additionalProperties', false);
    expect(schemas.Note).not.toHaveProperty('additionalProperties');
  });

  it('puts the parameters of a path first, in its order', () => {
    expect(item.patch!.parameters).toMatchObject([{ name: 'userId' }, { name: 'noteId' }, { name: 'If-Match' }]);
    expect(list.get!.parameters).toMatchObject([{ name: 'userId' }, { name: 'kind' }, { name: 'limit' }]);
  });

  it('puts what identifies a record before what it is about, and what is kept beside it after that', () => {
    expect(Object.keys((schemas.Note as { properties: object }).properties)).toEqual([
      'id',
      'userId',
      'kind',
      'pages',
      'author',
      'source',
      'createdAt',
    ]);
  });

  it('has the user of the demonstration data as the example', () => {
    expect(list.get!.parameters![0]).toHaveProperty('example', exampleUserId);
    expect(schemas.Note).toMatchObject({ properties: { userId: { example: exampleUserId } } });
  });

  it('writes lists in a query with commas, as many values as there are names', () => {
    expect(list.get!.parameters![1]).toMatchObject({ style: 'form', explode: false, schema: { type: 'array', maxItems: 2 } });
  });

  it('does not ask for what has a default', () => {
    expect(list.get!.parameters![2]).toMatchObject({ name: 'limit', required: false });
  });

  it('bounds what has a format', () => {
    expect(schemas.Note).toMatchObject({ properties: { userId: { format: 'uuid', maxLength: 36 } } });
  });

  it('has the problems that each route can answer with', () => {
    const statusesOf = (operation: { responses: object }): string[] =>
      Object.keys(operation.responses).filter((status) => status >= '400');
    expect(statusesOf(list.get!)).toEqual(['400', '404', '500', '503']);
    expect(statusesOf(list.post!)).toEqual(['400', '404', '413', '415', '422', '500', '503']);
    expect(statusesOf(item.patch!)).toEqual(['400', '404', '412', '413', '415', '422', '500', '503']);
    expect(statusesOf(item.delete!)).toEqual(['400', '404', '412', '500', '503']);
    expect(item.delete!.responses[412]).toEqual({ $ref: '#/components/responses/PreconditionFailed' });
    expect(problems.PreconditionFailed).toMatchObject({
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          example: { status: 412, code: 'precondition_failed' },
        },
      },
    });
    expect(headersOf(problems.ServiceUnavailable)).toEqual(['X-Request-Id', 'Retry-After']);
  });

  it('has the headers of each answer', () => {
    expect(headersOf(list.post!.responses[201])).toEqual(['X-Request-Id', 'Location', 'ETag']);
    expect(headersOf(list.post!.responses[200])).toEqual(['X-Request-Id', 'ETag']);
    expect(headersOf(list.get!.responses[200])).toEqual(['X-Request-Id', 'Link']);
    expect(headersOf(item.get!.responses[304])).toEqual(['X-Request-Id', 'ETag']);
    expect(headersOf(item.delete!.responses[204])).toEqual(['X-Request-Id']);
    expect(item.get!.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-None-Match', in: 'header', required: false }),
    );
  });
});

describe('the same in OpenAPI 3.0', () => {
  const { openapi, components } = asOpenApi30(document);
  const { Note, CreateNote, UpdateNote } = components!.schemas!;

  it('says so', () => expect(openapi).toBe('3.0.3'));

  it('writes null beside the type', () => {
    expect(Note).toMatchObject({ properties: { pages: { type: 'integer', nullable: true } } });
  });

  it('has null among the values of a list', () => {
    expect(Note).toMatchObject({ properties: { kind: { type: 'string', nullable: true, enum: ['short', 'long', null] } } });
  });

  it('leaves a reference alone', () => {
    expect(Note).toMatchObject({ properties: { author: { $ref: '#/components/schemas/Author' } } });
    expect(CreateNote).toMatchObject({
      properties: { kind: { description: 'How long', allOf: [{ $ref: '#/components/schemas/Kind' }] } },
    });
    expect(UpdateNote).toMatchObject({
      properties: { author: { type: 'object', nullable: true, allOf: [{ $ref: '#/components/schemas/Author' }] } },
    });
  });

  it('leaves the document it is made of as it was', () => expect(document.openapi).toBe('3.1.0'));
});
