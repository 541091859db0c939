import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header that carries the id of a request, in and out. */
export const REQUEST_ID = 'x-request-id';

const ACCEPTED = /^[A-Za-z0-9._-]{1,128}$/;

/** The id the client gave its request, where it is harmless to log and echo; else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[REQUEST_ID];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : newRequestId();
}

/** A UUIDv7 that takes its random bits from Node's cached UUIDv4: every request makes one, and asking for entropy each time shows. */
export function newRequestId(): string {
  const milliseconds = Date.now().toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${randomUUID().slice(15)}`;
}
