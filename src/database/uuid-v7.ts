import { randomUUID } from 'node:crypto';

/** A new UUIDv7 (RFC 9562). Its random bits are those of Node's cached UUIDv4: asking for entropy each time shows in every write. */
export function uuidV7(): string {
  const now = Date.now();
  if (now !== last) [last, prefix] = [now, prefixOf(now)];
  return prefix + randomUUID().slice(15);
}

let last = -1;
let prefix = '';

function prefixOf(now: number): string {
  const milliseconds = now.toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7`;
}
