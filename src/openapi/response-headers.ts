import type { HeaderObject, HeadersObject } from '@nestjs/swagger';

/** What the headers of answers mean, for `components.headers`. */
export const RESPONSE_HEADERS = {
  'X-Request-Id': {
    description: 'The id of the request: the one it came with in `X-Request-Id`, or a new one. Name it when you ask for help.',
    schema: { type: 'string', maxLength: 128 },
    example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f',
  },
  ETag: {
    description: 'The version of the record, for `If-Match` and `If-None-Match`.',
    schema: { type: 'string', maxLength: 20 },
    example: '"3"',
  },
  Location: {
    description: 'The address of the new record.',
    schema: { type: 'string', format: 'uri-reference', maxLength: 2000 },
    example: '/v1/users/019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f',
  },
  Link: {
    description: 'The address of the next page (RFC 8288); absent after the last item.',
    schema: { type: 'string', maxLength: 8000 },
    example: '</v1/users?cursor=WyIyMDI2LTAzLTAxIl0hJ4mK0zr3d9wQ>; rel="next"',
  },
  'WWW-Authenticate': {
    description: 'Which credentials are asked for (RFC 6750); 403 for users has none.',
    schema: { type: 'string', maxLength: 200 },
    example: 'Bearer realm="health-tracker"',
  },
  'Idempotency-Replayed': {
    description:
      'Only where the request has been carried out before, under the same `Idempotency-Key`: this is the answer of then.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
  RateLimit: {
    description: 'Which limit counts, how many requests of it are left, and in how many seconds all of it is there again.',
    schema: { type: 'string', maxLength: 100 },
    example: '"key";r=59990;t=1',
  },
  'RateLimit-Policy': {
    description: 'The limit: so many requests in so many seconds.',
    schema: { type: 'string', maxLength: 100 },
    example: '"key";q=60000;w=60',
  },
  'Retry-After': {
    description: 'After how many seconds to come back.',
    schema: { type: 'integer', minimum: 0, maximum: 3600 },
    example: 5,
  },
} as const satisfies Record<string, HeaderObject>;

/** References to headers, as an answer holds them. */
export function headers(...names: (keyof typeof RESPONSE_HEADERS)[]): HeadersObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
