import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REQUEST_ID } from './request-id.js';
import { toProblem } from './to-problem.js';

const logger = new Logger('http');

/** Answers a request with what went wrong. What nobody foresaw is logged under the request's id: its stack, never a body or a query. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const problem = toProblem(error);
  if (problem.code === 'internal_error') {
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
    logger.error(`${route} failed, request ${request.id}`, error instanceof Error ? error.stack : String(error));
  }
  if (reply.raw.headersSent) {
    reply.raw.destroy(); // half of an answer is out: cut it off rather than let it look whole
    return;
  }
  void reply
    .code(problem.status)
    .headers({ ...problem.headers, [REQUEST_ID]: request.id, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(request.id, pathOf(request.url))));
}

/** The path of a request target, without its query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
