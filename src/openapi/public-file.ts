import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noneMatchNames } from '../http/entity-tag.js';

/** Something that is the same until the service is built anew, and the same for everybody. */
export interface PublicFile {
  type: string;
  content: string | Buffer;
  headers?: Readonly<Record<string, string>>;
}

/** Answers GET and HEAD at an address with what `read` gives at the first request; later ones are spared what they already have. */
export function servePublicly(server: FastifyInstance, url: string, read: () => PublicFile | Promise<PublicFile>): void {
  let ready: Promise<PublicFile & { tag: string }> | undefined;
  const tagged = async (): Promise<PublicFile & { tag: string }> => {
    const file = await read();
    return { ...file, tag: `"${createHash('sha256').update(file.content).digest('base64url').slice(0, 22)}"` };
  };
  server.get(url, { config: { rule: 'public', takesQuery: true } }, async (request: FastifyRequest, reply: FastifyReply) => {
    const { type, content, headers, tag } = await (ready ??= tagged());
    void reply.headers({ ...headers, etag: tag, 'cache-control': 'public, max-age=300' });
    const known = request.headers['if-none-match'];
    if (known !== undefined && noneMatchNames(known, tag)) return reply.code(304).send();
    return reply.type(type).send(content);
  });
}
