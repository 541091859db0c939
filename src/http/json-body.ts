import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** The types of bodies that are read. */
export const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/** A charset that the type of a body names; JSON has none but UTF-8, of which ASCII is a part. */
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;
const UTF_8 = /^(?:utf-?8|us-ascii)$/i;

/** Why a body cannot be read as JSON, before its grammar is looked at: what is read by another encoding than it is written in is lost. */
export function unreadableJson({ headers }: Pick<FastifyRequest, 'headers'>, body: Buffer): Problem | null {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity')
    return unsupported('The body must not be compressed.', { 'accept-encoding': 'identity' });
  if (!UTF_8.test(CHARSET.exec(type)?.[1] ?? 'utf-8')) return unsupported('JSON must be in UTF-8.');
  return isUtf8(body) ? null : new Problem(400, 'malformed_json', { detail: 'The body is not valid UTF-8.' });
}

const unsupported = (detail: string, headers?: Readonly<Record<string, string>>): Problem =>
  new Problem(415, 'unsupported_media_type', { detail, headers });
