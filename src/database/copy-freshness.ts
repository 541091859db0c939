import type { Pool } from 'pg';
import type { ScopedDatabase } from './scoped-database.js';

/** A copy that is further behind is not asked. */
const MOST_SECONDS_BEHIND = 10;
const PATIENCE_MS = 1000;
const NOT_SUPPORTED = '0A000';

const LAST_CHANGE = `
SELECT pg_last_wal_replay_lsn() AS position,
  extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 AS "secondsAgo"`;

interface LastChange {
  /** Null where it cannot say. */
  position: string | null;
  /** Null where it has seen no change since it started. */
  secondsAgo: number | null;
}

/**
 * Whether a copy answers and is seconds behind at most. One whose last change is old may have seen all there is: then its position is
 * that of the database itself. One that cannot say is believed: readers of Aurora share their storage with the writer.
 */
export async function isFresh(copy: Pool, database: ScopedDatabase): Promise<boolean> {
  try {
    const query = { text: LAST_CHANGE, query_timeout: PATIENCE_MS };
    const { position, secondsAgo } = (await copy.query<LastChange>(query)).rows[0]!;
    if (position === null || (secondsAgo !== null && secondsAgo <= MOST_SECONDS_BEHIND)) return true;
    const [row] = await database.read<[{ isReached: boolean }]>('SELECT pg_current_wal_lsn() <= $1::pg_lsn AS "isReached"', [
      position,
    ]);
    return row.isReached;
  } catch (error) {
    return (error as { code?: string }).code === NOT_SUPPORTED;
  }
}
