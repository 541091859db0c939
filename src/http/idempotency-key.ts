import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { onMethod } from './on-method.js';
import { Problem } from './problem.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

const FORM = /^[\x21-\x7e]{1,200}$/;

/** What makes a request the same as an earlier one: the key that the client gave it, and a digest of what it asks for. */
export class IdempotencyKey {
  constructor(
    readonly key: string,
    /** SHA-256 of the address and the body, in base64url. */
    readonly requestHash: string,
  ) {}

  /** Reads the header, null where there is none; Problem 400 when it is no key. */
  static of({ method, url, headers, body }: Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body'>): IdempotencyKey | null {
    const key = headers[IDEMPOTENCY_KEY.toLowerCase()];
    if (key === undefined) return null;
    if (typeof key !== 'string' || !FORM.test(key)) {
      const detail = `${IDEMPOTENCY_KEY} must be 1 to 200 printable ASCII characters without blanks`;
      throw Problem.badRequest([{ parameter: IDEMPOTENCY_KEY, code: 'invalid_format', detail }]);
    }
    const request = JSON.stringify([method, url, body ?? null]);
    return new IdempotencyKey(key, createHash('sha256').update(request).digest('base64url'));
  }

  /** The same key as one of somebody's, where what it is for is nobody's yet: others may have chosen it, too. */
  of(owner: string): IdempotencyKey {
    return new IdempotencyKey(`${owner} ${this.key}`, this.requestHash);
  }
}

/** 409: the answer that would be given again is not there yet. */
export const inUse = (): Problem =>
  Problem.conflict(
    'idempotency_key_in_use',
    'A request with this Idempotency-Key is being carried out; try again to get its answer.',
  );

/** Gives a route the {@link IdempotencyKey} of its request, or null, and documents the header. */
export const IdempotentBy = createParamDecorator(
  (_data: unknown, context: ExecutionContext): IdempotencyKey | null =>
    IdempotencyKey.of(context.switchToHttp().getRequest<FastifyRequest>()),
  [
    onMethod(
      ApiHeader({
        name: IDEMPOTENCY_KEY,
        required: false,
        description:
          'Any text of your own, such as a UUID. The same request with the same key within 24 hours is not carried out again: the answer is that of the first.',
        schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
        example: '5b2c7f1e-0f0c-4a39-9a53-2f7f2a1f5d10',
      }),
    ),
  ],
);
