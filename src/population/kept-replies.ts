import { inUse, type IdempotencyKey } from '../http/idempotency-key.js';
import { Problem } from '../http/problem.js';
import { keptReply, Replay, type KeptReply } from '../http/replay.js';
import type { Resource } from '../http/resource.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import type { Part, PartSql } from './write-statement.js';

/** How long the reply to a request with a key is kept. */
export const KEPT_MS = 24 * 3_600_000;

/** A reply with the digest of its request, as it is read. */
export type KeptRow = KeptReply & { request_hash: string };

/** An SQL expression: the reply that is kept for the user, under the key and at the instant of two parameters, as JSON; null where none is. */
export const keptReplyJson = (userId: string, parameter: number): string => `(SELECT row_to_json(k) FROM idempotency_keys k
  WHERE k.user_id = ${userId} AND k.key = $${parameter} AND k.expires_at > $${parameter + 1})`;

export const keptReplyParameters = ({ key }: IdempotencyKey): unknown[] => [key, formatInstant(clock.now())];

/** The reply again, if the request is the same; Problem 422 if it is another one. */
export function replayOf(row: KeptRow, { requestHash }: IdempotencyKey): Replay {
  if (row.request_hash === requestHash) return new Replay(row);
  throw new Problem(422, 'idempotency_key_reused', {
    detail: 'Idempotency-Key has been used within 24 hours for another request; every request needs its own.',
  });
}

const KEEP: PartSql = (rowsOf) => `INSERT INTO idempotency_keys SELECT r.* FROM ${rowsOf('idempotency_keys')}
  ON CONFLICT (user_id, key) DO UPDATE SET request_hash = excluded.request_hash, status = excluded.status, etag = excluded.etag,
    location = excluded.location, body = excluded.body, created_user = excluded.created_user, expires_at = excluded.expires_at`;

/** Keeps a reply with the write that it answers; `createdUser` where it is that which brought the user in. */
export function keepReply(
  userId: string,
  { key, requestHash }: IdempotencyKey,
  answer: Resource | object,
  createdUser = false,
): Part {
  const expires_at = formatInstant(clock.now() + KEPT_MS);
  return {
    sql: KEEP,
    rows: [{ user_id: userId, key, request_hash: requestHash, ...keptReply(answer), created_user: createdUser, expires_at }],
  };
}

const running = new Set<string>();

/**
 * Carries a request out unless one with the same key is under way in this process; Problem 409 if so. In another process, it is the
 * database that makes the later one wait.
 */
export async function alone<T>(owner: string, { key }: IdempotencyKey, task: () => Promise<T>): Promise<T> {
  const name = `${owner} ${key}`;
  if (running.has(name)) throw inUse();
  running.add(name);
  try {
    return await task();
  } finally {
    running.delete(name);
  }
}
