import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { onMethod } from './on-method.js';
import { RouteSetting } from './route-setting.js';
import { ofStatus } from './to-problem.js';

/** Stands for the type of a body that is not to be read; no client sends it. */
const UNREAD = 'application/x-unread';

/** A body that nobody has read yet, and what its headers say of it. */
export interface BodyStream {
  stream: Readable;
  /** Without parameters, in lower case. */
  mediaType: string | undefined;
  contentEncoding: string | undefined;
  contentLength: number | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a body of any type, as long as it may be, and reads it itself. */
    readsBodyItself?: boolean;
  }
}

/** Gives a route its body as a stream, whatever its type. The time for whole requests does not count: who reads it keeps watch. */
export function StreamedBody(): ParameterDecorator {
  const read = (_data: unknown, context: ExecutionContext): BodyStream =>
    bodyOf(context.switchToHttp().getRequest<FastifyRequest>());
  return createParamDecorator(read, [onMethod(RouteSetting({ readsBodyItself: true }))])();
}

/** Makes bodies of the routes that ask for it reach them unread. */
export function leaveBodiesUnread(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.readsBodyItself && request.method === 'POST') {
      request.headers = { ...request.headers, 'content-type': UNREAD };
      const { socket } = request.raw;
      uploads.add(socket);
      request.raw.once('close', () => uploads.delete(socket));
    }
    done();
  });
  instance.addContentTypeParser(UNREAD, (request, _payload, done) => {
    if (request.routeOptions.config.readsBodyItself) done(null);
    else done(ofStatus(415));
  });
}

const uploads = new WeakSet<Socket>();

/** Whether a body arrives there that may take its time. */
export const isUploading = (socket: Socket): boolean => uploads.has(socket);

function bodyOf(request: FastifyRequest): BodyStream {
  const { headers } = request.raw;
  const length = headers['content-length'];
  return {
    stream: request.raw,
    mediaType: headers['content-type']?.split(';')[0]!.trim().toLowerCase(),
    contentEncoding: headers['content-encoding']?.toLowerCase(),
    contentLength: length === undefined ? undefined : Number(length),
  };
}
