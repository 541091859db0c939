import type { IncomingMessage } from 'node:http';
import { uuidV7 } from '../database/uuid-v7.js';

/** The header that carries the id of a request, in and out. */
export const REQUEST_ID = 'x-request-id';

const ACCEPTED = /^[A-Za-z0-9._-]{1,128}$/;

/** The id the client gave its request, where it is harmless to log and echo; else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[REQUEST_ID];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : uuidV7();
}
