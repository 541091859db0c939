import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Problem } from './problem.js';
import { ProblemDto } from './problem.dto.js';
import { ofStatus } from './to-problem.js';

const REQUEST = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';
const EXAMPLES: Readonly<Record<number, Problem>> = {
  400: Problem.badRequest([{ parameter: 'limit', code: 'too_large', detail: 'limit must not be greater than 200' }]),
  404: Problem.notFound('user'),
  409: Problem.conflict('already_exists', 'There is one already.'),
  412: Problem.preconditionFailed(),
  422: Problem.unprocessable([{ pointer: '/results/0/unit', code: 'required', detail: 'unit is required' }]),
  429: Problem.tooManyRequests(1),
};

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The JSON, the path or the query cannot be understood.',
  404: 'There is no such thing, or it belongs to somebody else.',
  409: 'The request contradicts what is stored.',
  412: 'The record has changed since the version named in If-Match.',
  413: 'The body is too large.',
  415: 'The body has another media type than JSON.',
  422: 'The body means something impossible.',
  429: 'Too many requests; Retry-After says when to come back.',
  500: 'The service failed.',
  503: 'The service is not available; Retry-After says when to come back.',
};

/** Documents the problems a route can answer with, 500 always among them; on a controller, those of all its routes. */
export function ApiProblems(...statuses: number[]): ClassDecorator & MethodDecorator {
  const responses = [...statuses, 500].map((status) => {
    const example = (EXAMPLES[status] ?? ofStatus(status)).toBody(REQUEST, '/v1/users');
    const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) }, example } };
    return ApiResponse({ status, description: MEANINGS[status] ?? example.title, content });
  });
  return applyDecorators(ApiExtraModels(ProblemDto), ...responses);
}
