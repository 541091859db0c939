import { randomUUID } from 'node:crypto';

/** A new UUIDv7 (RFC 9562). Its random bits are those of Node's cached UUIDv4: asking for entropy each time shows in every write. */
export function uuidV7(): string {
  const milliseconds = Date.now().toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${randomUUID().slice(15)}`;
}
