import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import type { FastifyHttpOptions, FastifyLoggerOptions, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { type AdmissionLimits, useAdmission } from './admission.js';
import { AllowedMethods } from './allowed-methods.js';
import { applyBodyLimit, BODY_LIMIT } from './body-limit.js';
import { leaveBodiesUnread } from './body-stream.js';
import { answerClientError, refuseExpectation } from './client-error.js';
import { Download, sendDownload } from './download.js';
import { measureRequests } from './http-metrics.js';
import { JSON_TYPES, unreadableJson } from './json-body.js';
import { Page, sendPage } from './page.js';
import { Problem } from './problem.js';
import { Replay, sendReplay } from './replay.js';
import { REQUEST_ID, requestIdOf } from './request-id.js';
import { Resource, sendResource } from './resource.js';
import { pathOf, sendProblem } from './send-problem.js';
import { ofStatus } from './to-problem.js';
import { countRequest } from './traffic.js';
import { unknownQuery } from './validated.js';

const SWEPT_EVERY_MS = 50;

const NO_HOST = Problem.badRequest([{ parameter: 'Host', code: 'required', detail: 'The header Host is required' }]);

const SETTINGS = {
  bodyLimit: BODY_LIMIT,
  requestTimeout: 30_000, // for the whole of it to arrive
  keepAliveTimeout: 65_000, // longer than the 60 s after which load balancers drop an idle connection
  // who sends slowly is hung up on soon after; Node's own answer to a request without a host is no problem document
  http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, requireHostHeader: false },
  return503OnClosing: false, // Fastify's own answer is no problem document
  requestIdHeader: false,
  genReqId: requestIdOf,
  routerOptions: { maxParamLength: 200 },
  frameworkErrors: (error, request, reply) => sendProblem(request, reply, error),
  clientErrorHandler: answerClientError,
} satisfies FastifyHttpOptions<Server>;

/** What an installation decides about HTTP. */
export interface HttpOptions {
  /** How Fastify logs requests, without their queries; by default it does not. */
  logger?: false | FastifyLoggerOptions;
  /** Whose `X-Forwarded-*` headers are believed; by default nobody's. */
  trustProxy?: FastifyServerOptions['trustProxy'];
  /** Origins of web pages whose scripts may ask; by default none. */
  corsOrigins?: readonly string[];
  /** When requests are turned away because there is too much to do; by default never. */
  admission?: AdmissionLimits;
}

/** Fastify as every controller of this service expects it: only JSON in, problem details for every error, `Resource` and `Page` out. */
export function createHttpAdapter({ logger = false, trustProxy = false, admission }: HttpOptions = {}): HttpAdapter {
  const logs = logger && { serializers: { req: withoutQuery }, ...logger };
  return new HttpAdapter({ ...SETTINGS, trustProxy, logger: logs }, admission);
}

function withoutQuery({ method, url, ip }: FastifyRequest): { method: string; url: string; remoteAddress: string } {
  return { method, url: pathOf(url), remoteAddress: ip };
}

export class HttpAdapter extends FastifyAdapter {
  private readonly allowedMethods = new AllowedMethods();
  private draining = false;
  private closing = false;

  constructor(options: FastifyServerOptions, admission?: AdmissionLimits) {
    super(options);
    this.parseOnlyJson();
    leaveBodiesUnread(this.instance);
    this.instance.server.on('checkExpectation', refuseExpectation);
    this.instance.addHook('onRoute', (route) => {
      applyBodyLimit(route);
      this.allowedMethods.add(route.url, route.method);
    });
    this.instance.addHook('onRequest', (request, reply, done) => {
      countRequest();
      void reply.header(REQUEST_ID, request.id).header('x-content-type-options', 'nosniff');
      if (this.closing) done(this.farewell(reply));
      else if (request.headers.host === undefined && request.raw.httpVersion === '1.1') done(NO_HOST);
      else if (request.is404 || this.allowedMethods.isOfAnother(request.routeOptions.url!, pathOf(request.url)))
        done(this.noRoute(request)); // before the body is read: its faults do not matter here
      else {
        if (this.draining) void reply.header('connection', 'close');
        done();
      }
    });
    this.instance.addHook('preHandler', (request, _reply, done) => done(unknownQuery(request) ?? undefined));
    measureRequests(this.instance);
    if (admission) useAdmission(this.instance, admission);
  }

  /** Lets every answer from now on be the last one of its connection, so that clients come back through others. */
  startDraining(): void {
    this.draining = true;
  }

  override reply(response: FastifyReply, body: unknown, statusCode?: number): FastifyReply {
    if (body instanceof Resource) return sendResource(response, body);
    if (body instanceof Page) return sendPage(response, body);
    if (body instanceof Download) return sendDownload(response, body);
    if (body instanceof Replay) return sendReplay(response, body);
    return super.reply(response, body, statusCode);
  }

  /** Keeps Nest from accepting forms, and from replacing the JSON parser. */
  override registerParserMiddleware(): void {}

  /** Leaves errors as Fastify throws them: the filter reads their codes. */
  override mapException(error: unknown): unknown {
    return error;
  }

  override beforeClose(): void {
    this.closing = true;
    super.beforeClose();
  }

  /** Node closes connections that are idle when it begins to close, not those that become so: they would keep it for as long as they may. */
  override async close(): Promise<void> {
    const sweeping = setInterval(() => this.httpServer.closeIdleConnections(), SWEPT_EVERY_MS);
    try {
      await super.close();
    } finally {
      clearInterval(sweeping);
    }
  }

  private parseOnlyJson(): void {
    const parse = this.instance.getDefaultJsonParser('error', 'error');
    this.instance.removeAllContentTypeParsers();
    this.instance.addContentTypeParser(JSON_TYPES, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
      if (body.length === 0) return done(null); // clients announce JSON on a DELETE that has no body
      const problem = unreadableJson(request, body);
      if (problem) done(problem);
      else void parse(request, body.toString(), done);
    });
  }

  private noRoute(request: FastifyRequest): Problem {
    const allowed = this.allowedMethods.of(pathOf(request.url));
    return allowed.length > 0 ? Problem.methodNotAllowed(request.method, allowed) : ofStatus(404);
  }

  private farewell(reply: FastifyReply): Problem {
    void reply.header('connection', 'close');
    return Problem.unavailable();
  }
}
