import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram } from 'prom-client';
import { isStream } from './is-stream.js';

/** How long answers took, by the pattern of their route: never by an address, which names people. */
const requestDuration = new Histogram({
  name: 'health_tracker_http_request_duration_seconds',
  help: 'From the request’s headers to the last byte of its answer, by method, pattern of the route, and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

const abortedRequests = new Counter({
  name: 'health_tracker_http_requests_aborted_total',
  help: 'Requests whose client did not wait for the answer.',
});

export const requestsInFlight = new Gauge({
  name: 'health_tracker_http_requests_in_flight',
  help: 'Requests that are being worked on; above MAX_REQUESTS_IN_FLIGHT more are turned away, except in a short burst.',
});

export const shedRequests = new Counter({
  name: 'health_tracker_http_requests_shed_total',
  help: 'Requests that were turned away with 503 because there was too much to do, by the limit that was reached.',
  labelNames: ['reason'],
});
for (const reason of ['in_flight', 'event_loop']) shedRequests.inc({ reason }, 0); // there from the start

/** Measures every request of a server. */
export function measureRequests(server: FastifyInstance): void {
  server.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
    requestDuration.observe({ method, route: routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  // In place of Fastify's `onRequestAbort`, which listens to each request for it.
  server.addHook('onSend', (_request, { raw }, payload, done) => {
    if (raw.destroyed) abortedRequests.inc();
    else if (isStream(payload)) raw.once('close', () => raw.writableFinished || abortedRequests.inc());
    done();
  });
}
