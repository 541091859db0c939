import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { SCORED_SLOTS } from './ledger.js';
import { ENTRY_COLUMNS, FOLDING_LOCK } from './population-folds.js';

const SUMS = 'sum(n) AS n, sum(s) AS s, sum(q) AS q, sum(s_raw) AS s_raw, sum(q_raw) AS q_raw';

/** In whose name sums are kept: a user who is gone must not be named by them. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** For how long it is told what was folded: who was away for longer reads all that is. */
const FOLDS_TOLD = '10 seconds';

/**
 * Fresh rows and the older rows of the same place give way to one row, their sum, in one statement: whoever reads sees either
 * the parts or the sum. Rows of writers who have not committed are not seen and stay. What was folded is told in the same
 * statement to those who know the folded rows already. The moments, which snapshots of the population are taken of, are written
 * side by side. Rows that count nowhere go without a sum.
 */
const COMPACT = `
WITH fold AS (SELECT coalesce(max(number), 0) + 1 AS number FROM population_folds),
fresh AS (DELETE FROM population_ledger WHERE fresh RETURNING *),
older AS (
  DELETE FROM population_ledger l USING (SELECT DISTINCT metric, cohort, slot FROM fresh) f
  WHERE NOT l.fresh AND l.metric = f.metric AND l.cohort = f.cohort AND l.slot = f.slot
  RETURNING l.*),
parts AS (SELECT * FROM fresh UNION ALL SELECT * FROM older),
added AS (
  INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw, fold)
  SELECT '${NOBODY}'::uuid, metric, cohort, slot, false, ${SUMS}, (SELECT number FROM fold) FROM parts
  WHERE ${SCORED_SLOTS} GROUP BY metric, cohort, slot
  HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0
  ORDER BY slot),
told AS (
  INSERT INTO population_folds (number, entries)
  SELECT number, (SELECT coalesce(json_agg(json_build_array(${ENTRY_COLUMNS})), '[]') FROM
    (SELECT metric, cohort, slot, ${SUMS} FROM fresh GROUP BY metric, cohort, slot) sums)
  FROM fold WHERE EXISTS (SELECT FROM fresh)),
outdated AS (SELECT max(number) AS number FROM population_folds WHERE folded_at < now() - interval '${FOLDS_TOLD}'),
gone AS (DELETE FROM population_folds f USING outdated WHERE f.number < outdated.number),
forgotten AS (
  UPDATE population_folds f SET entries = '[]' FROM outdated WHERE f.number = outdated.number AND f.entries::text <> '[]')
SELECT count(*)::int AS folded FROM fresh`;

/** Keeps the ledger short; what it adds up to never changes. */
@Injectable()
export class CompactionService {
  constructor(private readonly database: Database) {}

  /** Folds the fresh rows away and returns how many there were; none, too, while another process is at it. */
  compact(): Promise<number> {
    return this.database.forEverybody.transaction(async (manager) => {
      const [turn] = await manager.query<[{ mine: boolean }]>(`SELECT pg_try_advisory_xact_lock(${FOLDING_LOCK}) AS mine`);
      if (!turn.mine) return 0;
      const [{ folded }] = await manager.query<[{ folded: number }]>(COMPACT);
      return folded;
    });
  }
}
