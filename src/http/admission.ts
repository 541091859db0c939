import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EventLoopGate } from './event-loop-gate.js';
import { requestsInFlight, shedRequests } from './http-metrics.js';
import { isStream } from './is-stream.js';
import { Problem } from './problem.js';
import { RouteSetting } from './route-setting.js';
import { sendProblem } from './send-problem.js';

/** How busy a process may be before it turns requests away. */
export interface AdmissionLimits {
  /** Requests that are worked on at once while more comes than can be done; most of them wait for the database. */
  requestsInFlight: number;
  /** So many are worked on at once as long as nobody was turned away of late: what comes in a burst is soon done. */
  burst: number;
  /** The share of time, from 0 to 1, for which the event loop may have work; 1 for no limit. */
  eventLoopUtilization: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For what operators look at, above all when there is too much to do. */
    alwaysAdmitted?: boolean;
  }
}

/** What nobody was turned away from for so long is calm again. */
const CALM_AFTER_MS = 1_000;

/** Never turns a route away. */
export const AlwaysAdmitted = (): MethodDecorator => RouteSetting({ alwaysAdmitted: true });

/**
 * Answers 503 at once, before a body is read, to what would only wait too long. There are two limits since there are two
 * bottlenecks: the database and the event loop. A place is taken once the body is there, so that clients who send slowly take none,
 * and given back with the answer, also when nobody waits for it any more: the work is the same. Whoever is alone waits for nobody: what
 * kept the event loop from its work were other programs, or a single long answer that is over.
 */
export function useAdmission(server: FastifyInstance, limits: AdmissionLimits): void {
  const eventLoop = new EventLoopGate(limits.eventLoopUtilization);
  const placed = new Set<FastifyRequest>();
  const give = (request: FastifyRequest): void => {
    if (placed.delete(request)) requestsInFlight.dec();
  };
  let calmFrom = 0;
  const isFull = (): boolean => {
    if (placed.size < limits.requestsInFlight) return false;
    const now = performance.now();
    if (now > calmFrom && placed.size < limits.burst) return false;
    calmFrom = now + CALM_AFTER_MS;
    return true;
  };

  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.alwaysAdmitted) done();
    else if (isFull()) shed(request, reply, 'in_flight');
    else if (placed.size > 0 && eventLoop.refuses()) shed(request, reply, 'event_loop');
    else done();
  });
  server.addHook('preValidation', (request, reply, done) => {
    if (request.routeOptions.config.alwaysAdmitted) return done();
    if (isFull()) return shed(request, reply, 'in_flight'); // others were faster with their bodies
    placed.add(request);
    requestsInFlight.inc();
    done();
  });
  server.addHook('onSend', (request, { raw }, payload, done) => {
    if (isStream(payload) && !raw.destroyed) raw.once('close', () => give(request));
    else give(request);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    eventLoop.close();
    done();
  });
}

/** Answers here and now, past the filters of Nest: a refusal has to cost next to nothing. */
function shed(request: FastifyRequest, reply: FastifyReply, reason: 'in_flight' | 'event_loop'): void {
  shedRequests.inc({ reason });
  sendProblem(request, reply, Problem.overloaded());
}
