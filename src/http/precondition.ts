import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { entityTag, type EntityTags, parseEntityTags } from './entity-tag.js';
import { onMethod } from './on-method.js';
import { Problem } from './problem.js';

/** What `If-Match` demands of a record before it is changed; undefined tags, where the header is absent, demand nothing. */
export class Precondition {
  constructor(readonly tags?: EntityTags) {}

  /** Reads the header; Problem 400 when it is not a list of entity tags. */
  static parse(header: string | undefined): Precondition {
    if (header === undefined) return new Precondition();
    const tags = parseEntityTags(header);
    if (tags) return new Precondition(tags);
    const detail = 'If-Match must be * or entity tags in double quotes, such as "3"';
    throw Problem.badRequest([{ parameter: 'If-Match', code: 'invalid_format', detail }]);
  }
}

/** Problem 412 unless the record's version is one that the client has seen; a weak tag never is (RFC 9110, 13.1.1). */
export function assertMatches({ tags }: Precondition, version: number): void {
  if (tags === undefined || tags === '*' || tags.includes(entityTag(version))) return;
  throw Problem.preconditionFailed();
}

/** Gives a route the {@link Precondition} of its request and documents the header. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Precondition =>
    Precondition.parse(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
  [
    onMethod(
      ApiHeader({
        name: 'If-Match',
        required: false,
        description: 'The ETag of the version to change, such as `"1"`; 412 when the record has changed since.',
        schema: { type: 'string', maxLength: 1000 },
      }),
    ),
  ],
);
