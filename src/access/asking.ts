import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.js';
import type { Access } from './log/access.js';

/** Gives a route who asks. */
export const Asking = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => callerOf(context));

/** Gives a route that is not for users the service key that asks. */
export const AskingKey = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context);
  if (caller.kind !== 'key') throw new Error('a route for service keys let a user in');
  return caller;
});

/** Gives a route its request as the logs tell of it: for what is written together with the act, and for whose data is found late. */
export const ThisAccess = createParamDecorator((_data: unknown, context: ExecutionContext): Access => {
  const { access } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!access) throw new Error('a public route is in no log');
  return access;
});

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Error('a public route knows nobody who asks');
  return caller;
}
