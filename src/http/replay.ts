import type { FastifyReply } from 'fastify';
import { entityTag } from './entity-tag.js';
import { JSON_TYPE, PERSONAL, Resource } from './resource.js';

/** An answer as it is kept to be given again. */
export interface KeptReply {
  status: number;
  etag: string | null;
  location: string | null;
  /** JSON text. */
  body: string;
}

/** What a client gets of a record, or of anything else that goes out as JSON with status 200. */
export function keptReply(answer: Resource | object): KeptReply {
  if (!(answer instanceof Resource)) return { status: 200, etag: null, location: null, body: JSON.stringify(answer) };
  const { json, version, options } = answer;
  return {
    status: options.status ?? 200,
    etag: version === null ? null : entityTag(version),
    location: options.location ?? null,
    body: json,
  };
}

/** The answer to a request that has been carried out before, under the same `Idempotency-Key`. */
export class Replay {
  constructor(readonly reply: KeptReply) {}
}

/** Answers as before, and says that it is a replay. */
export function sendReplay(reply: FastifyReply, { reply: kept }: Replay): FastifyReply {
  if (kept.etag !== null) void reply.header('etag', kept.etag);
  if (kept.location !== null) void reply.header('location', kept.location);
  return reply
    .code(kept.status)
    .headers({ 'idempotency-replayed': 'true', 'cache-control': PERSONAL, 'content-type': JSON_TYPE })
    .send(kept.body);
}
