import type pg from 'pg';
import { StartRefused } from '../../start-refused.js';

const OWNER_LOCK = 1;

/**
 * Makes this connection's program the one owner of the server, for as long as the connection lasts: the lock ends with the
 * process, however it ends, so it can never be left behind. Throws when some other program is the owner.
 */
export async function becomeOwner(client: pg.Client, folder: string): Promise<void> {
  try {
    await client.query("SET lock_timeout = '1s'"); // the lock of a process that was just killed takes a moment to go
    await client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK]);
    await client.query('RESET lock_timeout');
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '55P03') throw error;
    const { rows } = await client.query<{ application_name: string }>(
      `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted`,
    );
    const owner = rows[0]?.application_name ?? 'another program';
    throw new StartRefused(
      `The database in ${folder} is in use by ${owner}. Stop that one, or set DATA_FOLDER to another folder.`,
    );
  }
}
