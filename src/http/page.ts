import type { FastifyReply } from 'fastify';
import { JSON_TYPE, PERSONAL } from './resource.js';

/** A part of a list: its items as JSON texts, of which one may hold several with commas between, and the cursor of what follows; null after the last. */
export class Page {
  constructor(
    readonly items: readonly string[],
    readonly nextCursor: string | null,
  ) {}
}

/** Answers with a part of a list; `Link` has the address of the next one (RFC 8288). */
export function sendPage(reply: FastifyReply, { items, nextCursor }: Page): FastifyReply {
  if (nextCursor !== null) void reply.header('link', `<${addressOf(reply.request.url, nextCursor)}>; rel="next"`);
  const page = JSON.stringify({ nextCursor, hasMore: nextCursor !== null });
  return reply
    .header('content-type', JSON_TYPE)
    .header('cache-control', PERSONAL)
    .send(`{"data":[${items.join(',')}],"page":${page}}`);
}

/** A query that needs no reading to be gone on with. */
const PLAIN = /^[\w.~&=:,-]+$/;

function addressOf(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  if (PLAIN.test(query) && !query.includes('cursor')) return `${path}?${query}&cursor=${cursor}`;
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
