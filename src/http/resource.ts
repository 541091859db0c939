import type { FastifyReply } from 'fastify';
import { entityTag, noneMatchNames } from './entity-tag.js';

/** What every answer with personal data says: keep it to yourself, and ask before you use it again. */
export const PERSONAL = 'private, no-cache';

/** What answers with credentials say: keep nothing of it. */
export const SECRET = 'no-store';

/** The media type of ready JSON text. */
export const JSON_TYPE = 'application/json; charset=utf-8';

interface ResourceOptions {
  status?: 200 | 201 | 202;
  location?: string;
  /** The answer depends on more than the record's version, so that the version cannot say that it has not changed. */
  dependsOnMore?: boolean;
  /** It tells something that is told once: nobody on the way is to keep it, and it has no version. */
  isSecret?: boolean;
}

/**
 * One record as PostgreSQL wrote it: JSON text that goes out untouched, as 200 unless it says otherwise, and the version its ETag is
 * made of; null for what changes by itself and has no ETag.
 */
export class Resource {
  constructor(
    readonly json: string,
    readonly version: number | null,
    readonly options: ResourceOptions = {},
  ) {}
}

/** Answers with a record, or with 304 where a GET names its version in `If-None-Match`. */
export function sendResource(reply: FastifyReply, { json, version, options }: Resource): FastifyReply {
  const { method, headers } = reply.request;
  void reply.header('cache-control', options.isSecret ? SECRET : PERSONAL);
  const known = headers['if-none-match'];
  if (version !== null && !options.isSecret) {
    const tag = entityTag(version);
    void reply.header('etag', tag);
    if (known !== undefined && !options.dependsOnMore && (method === 'GET' || method === 'HEAD') && noneMatchNames(known, tag))
      return reply.code(304).send();
  }
  if (options.location !== undefined) void reply.header('location', options.location);
  return reply
    .code(options.status ?? 200)
    .header('content-type', JSON_TYPE)
    .send(json);
}
