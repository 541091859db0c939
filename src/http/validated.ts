import { Body as UncheckedBody, Query as UncheckedQuery } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { onMethod } from './on-method.js';
import { Problem } from './problem.js';
import { RouteSetting } from './route-setting.js';
import { ValidationPipe } from './validation.pipe.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route knows parameters of a query; all that come to one that does not are refused. */
    takesQuery?: boolean;
  }
}

const checked = new ValidationPipe();

/** Gives a route its body as the DTO that it declares; Problem 422 where it is none. */
export const Body = (): ParameterDecorator => UncheckedBody(checked);

/** Gives a route its query as the DTO that it declares; Problem 400 where it is none. */
export const Query = (): ParameterDecorator => (prototype, method, index) => {
  UncheckedQuery(checked)(prototype, method, index);
  onMethod(RouteSetting({ takesQuery: true }))(prototype, method, index);
};

/** The problem with a query that a route knows nothing of; null where there is none. */
export function unknownQuery({ query, routeOptions }: FastifyRequest): Problem | null {
  const names = Object.keys(query as object);
  if (names.length === 0 || routeOptions.config.takesQuery) return null;
  return Problem.badRequest(
    names.map((parameter) => ({ parameter, code: 'unknown_parameter', detail: `${parameter} is not known here` })),
  );
}
