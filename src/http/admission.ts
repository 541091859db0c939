import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EventLoopGate } from './event-loop-gate.js';
import { requestsInFlight, shedRequests } from './http-metrics.js';
import { Problem } from './problem.js';
import { RouteSetting } from './route-setting.js';

/** How busy a process may be before it turns requests away. */
export interface AdmissionLimits {
  /** Requests that are worked on at once; most of them wait for the database. */
  requestsInFlight: number;
  /** The share of time, from 0 to 1, for which the event loop may have work; 1 for no limit. */
  eventLoopUtilization: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For what operators look at, above all when there is too much to do. */
    alwaysAdmitted?: boolean;
  }
}

/** Never turns a route away. */
export const AlwaysAdmitted = (): MethodDecorator => RouteSetting({ alwaysAdmitted: true });

/**
 * Answers 503 at once, before a body is read, to what would only wait too long. There are two limits since there are two
 * bottlenecks: the database and the event loop. A place is taken once the body is there, so that clients who send slowly take none,
 * and given back with the answer, also when nobody waits for it any more: the work is the same.
 */
export function useAdmission(server: FastifyInstance, limits: AdmissionLimits): void {
  const eventLoop = new EventLoopGate(limits.eventLoopUtilization);
  const placed = new Set<FastifyRequest>();
  const give = (request: FastifyRequest): void => {
    if (placed.delete(request)) requestsInFlight.dec();
  };
  const refusal = (request: FastifyRequest): Problem | undefined => {
    if (request.routeOptions.config.alwaysAdmitted) return undefined;
    if (placed.size >= limits.requestsInFlight) return shed('in_flight');
    return eventLoop.refuses() ? shed('event_loop') : undefined;
  };

  server.addHook('onRequest', (request, _reply, done) => done(refusal(request)));
  server.addHook('preValidation', (request, reply, done) => {
    if (request.routeOptions.config.alwaysAdmitted) return done();
    if (placed.size >= limits.requestsInFlight) return done(shed('in_flight')); // others were faster with their bodies
    placed.add(request);
    requestsInFlight.inc();
    reply.raw.once('close', () => reply.sent && give(request)); // answers in pieces, and past Fastify
    done();
  });
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (!isStream(payload)) give(request);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    eventLoop.close();
    done();
  });
}

function shed(reason: 'in_flight' | 'event_loop'): Problem {
  shedRequests.inc({ reason });
  return Problem.overloaded();
}

function isStream(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'pipe' in payload;
}
