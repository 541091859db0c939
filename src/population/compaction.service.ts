import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

const SUMS = 'sum(n) AS n, sum(s) AS s, sum(q) AS q, sum(s_raw) AS s_raw, sum(q_raw) AS q_raw';

/** In whose name sums are kept: a user who is gone must not be named by them. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Fresh rows and the older rows of the same place give way to one row, their sum, in one statement: whoever reads sees either
 * the parts or the sum. Rows of writers who have not committed are not seen and stay. Where two processes are at it at once,
 * the second finds rows gone and leaves them out, or leaves two rows for a place, which add up all the same. The moments, which
 * every score reads, are written side by side.
 */
const COMPACT = `
WITH fresh AS (DELETE FROM population_ledger WHERE fresh RETURNING *),
older AS (
  DELETE FROM population_ledger l USING (SELECT DISTINCT metric, cohort, slot FROM fresh) f
  WHERE NOT l.fresh AND l.metric = f.metric AND l.cohort = f.cohort AND l.slot = f.slot
  RETURNING l.*),
parts AS (SELECT * FROM fresh UNION ALL SELECT * FROM older),
added AS (
  INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw)
  SELECT '${NOBODY}'::uuid, metric, cohort, slot, false, ${SUMS} FROM parts GROUP BY metric, cohort, slot
  HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0
  ORDER BY slot)
SELECT count(*)::int AS folded FROM fresh`;

/** Keeps the ledger short; what it adds up to never changes. */
@Injectable()
export class CompactionService {
  constructor(private readonly database: Database) {}

  /** Folds the fresh rows away and returns how many there were; none, too, while another process is at it. */
  compact(): Promise<number> {
    return this.database.forEverybody.transaction(async (manager) => {
      const [turn] = await manager.query<[{ mine: boolean }]>(
        `SELECT pg_try_advisory_xact_lock(hashtext('population_ledger')) AS mine`,
      );
      if (!turn.mine) return 0;
      const [{ folded }] = await manager.query<[{ folded: number }]>(COMPACT);
      return folded;
    });
  }
}
