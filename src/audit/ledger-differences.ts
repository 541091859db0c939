import { FIRST_BUCKET_SLOT, MOMENTS_SLOT, SCORED_SLOTS } from '../population/ledger.js';

const SUMS = ['n', 's', 'q', 's_raw', 'q_raw'] as const;
const sums = SUMS.map((column) => `sum(${column}) AS ${column}`).join(', ');
const difference = (column: string): string => `coalesce(f.${column}, 0) - coalesce(l.${column}, 0)`;

/**
 * What must be added to the ledger, place by place, to make it the sum of the figures of all who are shared; no row where nothing
 * must. Figures and ledger are of one snapshot, and every write changes both in one commit: what this finds stays right whoever
 * writes meanwhile.
 */
export const LEDGER_DIFFERENCES = `
SELECT metric, cohort, slot, ${SUMS.map((column) => `${difference(column)} AS ${column}`).join(', ')}
FROM (
  SELECT f.metric COLLATE "C" AS metric, s.cohort COLLATE "C" AS cohort, e.slot, ${sums}
  FROM figures f JOIN user_states s USING (user_id) JOIN users u ON u.id = f.user_id AND u.share_in_population
  CROSS JOIN LATERAL (VALUES
    (${MOMENTS_SLOT}, 1, f.x::numeric, f.x::numeric * f.x, f.x_raw::numeric, f.x_raw::numeric * f.x_raw),
    (${FIRST_BUCKET_SLOT} + f.bucket, 1, 0, 0, 0, 0)) AS e (slot, n, s, q, s_raw, q_raw)
  WHERE f.x IS NOT NULL GROUP BY 1, 2, 3) f
FULL JOIN (SELECT metric, cohort, slot, ${sums} FROM population_ledger WHERE ${SCORED_SLOTS} GROUP BY 1, 2, 3) l
  USING (metric, cohort, slot)
WHERE ${SUMS.map((column) => `${difference(column)} <> 0`).join(' OR ')}`;
