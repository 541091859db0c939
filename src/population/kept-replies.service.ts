import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import { inUse, type IdempotencyKey } from '../http/idempotency-key.js';
import type { Replay } from '../http/replay.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { alone, keepReply, keptReplyJson, keptReplyParameters, replayOf, type KeptRow } from './kept-replies.js';
import { composeParts } from './write-statement.js';

const SLICE_MS = 300_000;

/** Replies that are kept under the `Idempotency-Key` of their request: of requests that write nothing else, and those too old to keep. */
@Injectable()
export class KeptRepliesService {
  constructor(private readonly database: Database) {}

  /** The answer of a task that writes nothing, or the one that was given to the same request before. */
  async once<T extends object>(userId: string, key: IdempotencyKey | null, task: () => Promise<T>): Promise<T | Replay> {
    if (!key) return task();
    const database = this.database.forUser(userId);
    return alone(userId, key, async () => {
      const [row] = await database.query<[{ reply: KeptRow | null }?]>(
        `SELECT ${keptReplyJson('u.id', 2)} AS reply FROM users u WHERE u.id = $1`,
        [userId, ...keptReplyParameters(key)],
      );
      if (row?.reply) return replayOf(row.reply, key);
      const answer = await task();
      const { text, parameters } = composeParts([keepReply(userId, key, answer)]);
      await database.query(text, parameters);
      return answer;
    });
  }

  /** The answer of a task that writes, kept in one transaction with what it writes; or the one that was given before. */
  async onceWriting<T extends object>(
    userId: string,
    key: IdempotencyKey | null,
    task: (db: Queryable) => Promise<T>,
  ): Promise<T | Replay> {
    const database = this.database.forUser(userId);
    if (!key) return task(database);
    return database.transaction(async (manager) => {
      const [row] = await manager.query<[{ taken: boolean }]>(
        `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken`,
        [`${userId} ${key.key}`],
      );
      if (!row.taken) throw inUse();
      const [kept] = await manager.query<[{ reply: KeptRow | null }?]>(
        `SELECT ${keptReplyJson('u.id', 2)} AS reply FROM users u WHERE u.id = $1`,
        [userId, ...keptReplyParameters(key)],
      );
      if (kept?.reply) return replayOf(kept.reply, key);
      const answer = await task(manager);
      const { text, parameters } = composeParts([keepReply(userId, key, answer)]);
      await manager.query(text, parameters);
      return answer;
    });
  }

  /** Removes what has been kept for long enough, a few minutes' worth at a time; returns how many there were. */
  async removeExpired(): Promise<number> {
    const now = clock.now();
    for (let removed = 0; ;) {
      const [{ oldest }] = await this.database.forEverybody.query<[{ oldest: Date | null }]>(
        'SELECT min(expires_at) AS oldest FROM idempotency_keys WHERE expires_at <= $1',
        [formatInstant(now)],
      );
      if (!oldest) return removed;
      const [row] = await this.database.forEverybody.query<[{ removed: number }]>(
        `WITH removed AS (DELETE FROM idempotency_keys WHERE expires_at <= $1 RETURNING 1)
SELECT count(*)::int AS removed FROM removed`,
        [formatInstant(Math.min(oldest.getTime() + SLICE_MS, now))],
      );
      removed += row.removed;
    }
  }
}
