import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A file that is made while it is sent. */
export class Download {
  constructor(
    readonly content: Readable,
    /** As it is kept by the client; letters, digits, dots and hyphens. */
    readonly fileName: string,
    readonly mediaType: string,
  ) {}
}

/** Answers with a file, as fast as the client takes it; where it cannot be made to its end, the connection is cut. */
export function sendDownload(reply: FastifyReply, { content, fileName, mediaType }: Download): FastifyReply {
  void reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('cache-control', 'no-store');
  if (reply.request.method !== 'HEAD') return reply.send(content);
  content.destroy();
  return reply.send();
}
