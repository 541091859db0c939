import type { RouteOptions } from 'fastify';
import { RouteSetting } from './route-setting.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    bodyLimit?: number;
  }
}

const MEBIBYTE = 1_048_576;

/** The most bytes that a body may have. */
export const BODY_LIMIT = MEBIBYTE;

/** The most bytes of a batch: a thousand nights with hundreds of stages each. */
export const BATCH_BODY_LIMIT = 32 * MEBIBYTE;

/** Lets a route take bodies as large as those of a batch. */
export const TakesBatches = (): MethodDecorator => RouteSetting({ bodyLimit: BATCH_BODY_LIMIT });

/** Gives a route the limit that its configuration names: Nest passes on no other option of Fastify's. */
export function applyBodyLimit(route: RouteOptions): void {
  const bodyLimit = route.config?.bodyLimit;
  if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
}
