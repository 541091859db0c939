import { v7 as uuidv7 } from 'uuid';
import type { Cohort } from '../scoring/cohorts.js';
import { ALGORITHM_VERSION, type MetricId } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { COHORT_SUMS } from './comparison.js';
import type { FigureRow } from './figure-rows.js';
import { MOMENTS_SLOT } from './ledger.js';
import type { UserState } from './user-state.js';
import type { Part } from './write-statement.js';

/** A figure as it was: numerator and denominator, and X and X_raw, by which it was in the population. */
type PastFigure = readonly [numerator: number, denominator: number, x: number, xRaw: number];

/** A user's scored figures at the end of a local day, by metric; a row of `past_figures`. */
export interface PastFigures {
  as_of: string;
  cohort: Cohort;
  figures: Partial<Record<MetricId, PastFigure>>;
  /** Whether they are in the sums that were kept; null says so, too. */
  was_shared: boolean | null;
}

/** What is kept of the day on which a user still stands: nothing of a user without any scored figure. */
export function pastFigures({ asOf, cohort, profile }: UserState, rows: readonly FigureRow[]): PastFigures[] {
  const figures = rows
    .filter(({ x }) => x !== null)
    .map(({ metric, numerator, denominator, x, x_raw }) => [metric, [numerator, denominator, x, x_raw]] as const);
  const was_shared = profile.shareInPopulation;
  return figures.length > 0 ? [{ as_of: asOf, cohort, figures: Object.fromEntries(figures), was_shared }] : [];
}

/** Folded and fresh rows are named apart, since each have an index of their own. */
const MOMENTS = ['NOT fresh', 'fresh']
  .map((which) => `SELECT * FROM population_ledger WHERE slot = ${MOMENTS_SLOT} AND ${which}`)
  .join(' UNION ALL ');

const SUMS_OF_ALL = `SELECT coalesce(json_agg(m), '[]') FROM (
    SELECT l.metric, l.cohort, ${COHORT_SUMS} FROM (${MOMENTS}) l GROUP BY l.metric, l.cohort HAVING sum(l.n) > 0) m`;

/**
 * Keeps the figures of users whose day is over, and once for all of them what everybody's figures add up to. A statement does
 * not see its own changes, so these are the sums from before the users move on, in which the figures of those are who are shared.
 * A day that a user lives twice, having flown back over midnight, is kept as it was at its last end.
 */
export function keepPastFigures(rows: readonly object[]): Part[] {
  if (rows.length === 0) return [];
  const snapshot = { id: uuidv7(), taken_at: formatInstant(clock.now()), algorithm_version: ALGORITHM_VERSION };
  return [
    {
      sql: (rowsOf) => `INSERT INTO population_snapshots
  SELECT r.id, r.taken_at, r.algorithm_version, (${SUMS_OF_ALL}) FROM ${rowsOf('population_snapshots', null)}`,
      rows: [snapshot],
    },
    {
      sql: (rowsOf) => `INSERT INTO past_figures SELECT r.* FROM ${rowsOf('past_figures')}
  ON CONFLICT (user_id, as_of) DO UPDATE SET cohort = excluded.cohort, figures = excluded.figures,
    snapshot_id = excluded.snapshot_id, was_shared = excluded.was_shared`,
      rows: rows.map((row) => ({ ...row, snapshot_id: snapshot.id })),
    },
  ];
}
