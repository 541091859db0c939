import { STATUS_CODES } from 'node:http';
import type { ResponseObject } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY, inUse } from '../http/idempotency-key.js';
import { Problem } from '../http/problem.js';
import { ofStatus } from '../http/to-problem.js';
import { credentialsRequired, insufficientScope } from '../access/bearer.js';
import { type Operation, referenceTo } from './parts-of-document.js';
import { headers } from './response-headers.js';
import { isGuarded } from './security.js';

const REQUEST = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';

interface ProblemResponse {
  meaning: string;
  example: Problem;
  occursIn: (operation: Operation) => boolean;
}

const always = (): boolean => true;
const hasBody = ({ requestBody }: Operation): boolean => requestBody !== undefined;
const namesSomething = ({ parameters }: Operation): boolean =>
  parameters.some(({ in: place, name }) => place === 'path' || name === 'user_id');
const takesFile = ({ requestBody }: Operation): boolean => requestBody?.content['application/octet-stream'] !== undefined;
const hasForms = ({ responses }: Operation): boolean => Object.keys(responses[200]?.content ?? {}).length > 1;
const hasKey = ({ parameters }: Operation): boolean => parameters.some(({ name }) => name === IDEMPOTENCY_KEY);
const hasPrecondition = ({ parameters }: Operation): boolean => parameters.some(({ name }) => name === 'If-Match');

/** The problems that the service answers with, and the routes at which each can occur. */
const PROBLEMS: Readonly<Record<number, ProblemResponse>> = {
  400: {
    meaning: 'The JSON, the path, the query or a header cannot be understood.',
    example: Problem.badRequest([{ parameter: 'limit', code: 'too_large', detail: 'limit must not be greater than 200' }]),
    occursIn: always,
  },
  401: {
    meaning: 'There are no credentials, or they are not valid, or not any more.',
    example: credentialsRequired(),
    occursIn: isGuarded,
  },
  403: {
    meaning: 'The credentials are valid, and not for this.',
    example: insufficientScope('records:read'),
    occursIn: isGuarded,
  },
  404: {
    meaning: 'There is no such thing, or it belongs to somebody else.',
    example: Problem.notFound('user'),
    occursIn: namesSomething,
  },
  406: {
    meaning: 'The header Accept wants nothing that there is.',
    example: ofStatus(406),
    occursIn: hasForms,
  },
  409: {
    meaning:
      'A request with the same Idempotency-Key is being carried out, somebody else changed the user again and again, or a job cannot be cancelled any more.',
    example: inUse(),
    occursIn: hasKey,
  },
  412: {
    meaning: 'The record has changed since the version named in If-Match.',
    example: Problem.preconditionFailed(),
    occursIn: hasPrecondition,
  },
  413: {
    meaning: 'The body is larger than is accepted here: 1 MiB, or 32 MiB for a batch; a file as the service is set up.',
    example: ofStatus(413),
    occursIn: hasBody,
  },
  415: { meaning: 'The body is of a type that is not accepted here.', example: ofStatus(415), occursIn: hasBody },
  422: {
    meaning: 'The body means something impossible; `errors` has everything that is wrong with it.',
    example: Problem.unprocessable([
      { pointer: '/timeZone', code: 'invalid_format', detail: 'timeZone must be an IANA time zone, such as Europe/Berlin' },
    ]),
    occursIn: (operation) => hasBody(operation) && !takesFile(operation),
  },
  507: {
    meaning: 'The service has no room for the file now.',
    example: new Problem(507, 'insufficient_storage', { detail: 'The service has no room for the file now.' }),
    occursIn: takesFile,
  },
  429: {
    meaning: 'Too many requests; `Retry-After` says when to come back.',
    example: Problem.tooManyRequests(30),
    occursIn: isGuarded,
  },
  500: { meaning: 'The service failed.', example: ofStatus(500), occursIn: always },
  503: {
    meaning: 'The service, or its database, is not available now; `Retry-After` says when to come back.',
    example: Problem.unavailable(),
    occursIn: always,
  },
};

const HEADERS: Readonly<Record<string, Parameters<typeof headers>>> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
};

const nameOf = (status: number | string): string => STATUS_CODES[status]!.replaceAll(' ', '');

/** The answers for `components.responses`, by name. */
export function problemResponses(): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, { meaning, example }]) => {
      const body = { schema: referenceTo('Problem'), example: example.toBody(REQUEST, '/v1/users') };
      const named = headers('X-Request-Id', ...(HEADERS[status] ?? []));
      return [nameOf(status), { description: meaning, headers: named, content: { 'application/problem+json': body } }];
    }),
  );
}

/** References to the problems that can occur at a route, by status. */
export function problemsOf(operation: Operation): Record<string, { $ref: string }> {
  const statuses = Object.keys(PROBLEMS).filter((status) => PROBLEMS[Number(status)]!.occursIn(operation));
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]));
}
