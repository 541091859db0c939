import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { validate } from 'uuid';
import { onMethod } from './on-method.js';
import { Problem } from './problem.js';

/** Gives a route the UUID of any version in its path, in lower case, and documents it; Problem 400 for anything else. */
export function UuidParam(name: string, description: string): ParameterDecorator {
  const schema = { type: 'string', format: 'uuid' } as const;
  const read = (_data: unknown, context: ExecutionContext): string =>
    parseUuid(name, context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>().params[name]);
  return createParamDecorator(read, [onMethod(ApiParam({ name, description, schema }))])();
}

/** The user whose data the path is about. */
export const UserId = (): ParameterDecorator => UuidParam('userId', 'The user whose data this is.');

function parseUuid(parameter: string, text = ''): string {
  if (validate(text)) return text.toLowerCase();
  throw Problem.badRequest([{ parameter, code: 'invalid_format', detail: `${parameter} must be a UUID` }]);
}
