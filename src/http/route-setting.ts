import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

/** Adds to what Fastify knows of a route (`routeOptions.config`); Nest's own decorator would put it in place of what others have said. */
export const RouteSetting =
  (setting: FastifyContextConfig): MethodDecorator =>
  (prototype, name, descriptor) => {
    const others = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as () => unknown) as object | undefined;
    (RouteConfig({ ...others, ...setting }) as MethodDecorator)(prototype, name, descriptor);
  };
