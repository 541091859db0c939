import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import { Problem } from '../http/problem.js';
import type { Cohort } from '../scoring/cohorts.js';
import { clock } from '../time/clock.js';
import { BookkeepingService } from './bookkeeping.service.js';
import { Comparison } from './comparison.js';
import type { FigureId, FigureRow } from './figure-rows.js';
import type { FoldedPopulation, PlaceSums } from './folded-population.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from './ledger.js';
import { READ_PAST_DAYS, type PastDayRow } from './past-days.js';
import { NEWEST_FOLD } from './population-folds.js';
import { PopulationFoldsService } from './population-folds.service.js';
import { figuresOf, profileOf, STANDING_COLUMNS, type ReadStanding } from './stored-facts.js';
import type { Profile } from './user-state.js';

/** One user's figures and the population they are compared with, the user counted in, both of the same instant. */
export interface UserAmongOthers {
  /** The user's local date on which the figures hold. */
  asOf: string;
  profile: Profile;
  cohort: Cohort;
  figures: ReadonlyMap<FigureId, FigureRow>;
  comparison: Comparison;
}

const SUMS = ['s', 'q', 's_raw', 'q_raw'];
const BUCKET = `${FIRST_BUCKET_SLOT} + wanted.bucket`;

/**
 * The user's figures, what the newest fold is, and what was added since then to the moments and to the ranks of what the user has and,
 * where something is supposed, of that (metrics $3, buckets $4): one statement, one snapshot. Buckets that are below what is asked
 * count as one of them, except where two are asked about.
 */
const reading = (isSupposing: boolean): string => `
WITH me AS (
  SELECT s.user_id, ${STANDING_COLUMNS}, s.rolls_at <= $2 AS "isDue"
  FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = $1),
own AS MATERIALIZED (${figuresOf('$1')}),
wanted AS (SELECT metric, max(bucket) AS bucket FROM (
  SELECT metric, bucket FROM own WHERE x IS NOT NULL ${isSupposing ? 'UNION ALL SELECT * FROM unnest($3::text[], $4::smallint[])' : ''}) w GROUP BY metric),
moments AS (
  SELECT metric, cohort, sum(n) AS n, ${SUMS.map((column) => `sum(${column})::text AS ${column}`).join(', ')}
  FROM population_ledger WHERE fresh AND slot = ${MOMENTS_SLOT} GROUP BY metric, cohort),
ranks AS (
  SELECT l.metric, l.cohort, min(l.slot) AS slot, sum(l.n) AS n FROM population_ledger l JOIN wanted USING (metric)
  WHERE l.fresh AND l.slot >= ${FIRST_BUCKET_SLOT} AND l.slot <= ${BUCKET} GROUP BY 1, 2, ${isSupposing ? 'l.slot' : `l.slot = ${BUCKET}`})
SELECT me.*, (SELECT coalesce(json_agg(own), '[]') FROM own) AS figures, ${NEWEST_FOLD} AS fold,
  (SELECT coalesce(json_agg(entry), '[]') FROM (
    SELECT json_build_array(metric, cohort, ${MOMENTS_SLOT}, n, ${SUMS.join(', ')}) AS entry FROM moments
    UNION ALL SELECT json_build_array(metric, cohort, slot, n, '0', '0', '0', '0') FROM ranks) added) AS fresh
FROM me`;

const READ = reading(false);
const READ_SUPPOSING = reading(true);

type Row = ReadStanding & { isDue: boolean; figures: FigureRow[]; fold: string; fresh: PlaceSums[] };

@Injectable()
export class PopulationService {
  constructor(
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
    private readonly folds: PopulationFoldsService,
  ) {}

  /**
   * The user among everybody else, in one snapshot and never by yesterday's window: a user who has not been brought forward to
   * the current local day is brought forward first. Of the others, it is read too how they lie about figures that the user
   * might have, see {@link supposing}.
   * @throws Problem 404 when there is no such user
   */
  async userAmongOthers(userId: string, supposed: readonly FigureRow[] = []): Promise<UserAmongOthers> {
    const asked = [supposed.map(({ metric }) => metric), supposed.map(({ bucket }) => bucket)];
    for (;;) {
      const row = await (supposed.length === 0
        ? this.readUpToDate<Row>(READ, userId)
        : this.readUpToDate<Row>(READ_SUPPOSING, userId, asked));
      const folded = this.folds.at(row.fold);
      if (folded) return toUserAmongOthers(row, folded);
      await this.folds.follow();
    }
  }

  /**
   * The days of a user that are over and of which figures were kept, the latest first: from, to (both included), before one.
   * @throws Problem 404 when there is no such user
   */
  async pastDays(
    userId: string,
    { from, to, before }: { from?: string; to?: string; before?: string },
    limit: number,
  ): Promise<PastDayRow[]> {
    const { days } = await this.readUpToDate<{ isDue: boolean; days: PastDayRow[] }>(READ_PAST_DAYS, userId, [
      from,
      to,
      before,
      limit,
    ]);
    return days;
  }

  /** As {@link pastDays}, in a snapshot and as far as the days are kept in it; none of a user who is not there. */
  async keptDays(db: Queryable, userId: string, before: string | undefined, limit: number): Promise<PastDayRow[]> {
    const now = new Date(clock.now()).toISOString();
    const [row] = await db.query<{ days: PastDayRow[] }[]>(READ_PAST_DAYS, [userId, now, undefined, undefined, before, limit]);
    return row?.days ?? [];
  }

  /** Reads a user by a statement given the id ($1) and now ($2), which says of a user whose day is over that a roll-over is due. */
  private async readUpToDate<R extends { isDue: boolean }>(text: string, userId: string, more: unknown[] = []): Promise<R> {
    for (;;) {
      const [row] = await this.database.forUser(userId).read<R[]>(text, [userId, new Date(clock.now()).toISOString(), ...more]);
      if (!row) throw Problem.notFound('user');
      if (!row.isDue) return row;
      await this.bookkeeping.roll(userId);
    }
  }
}

function toUserAmongOthers(row: Row, folded: FoldedPopulation): UserAmongOthers {
  const { asOf, cohort, figures } = row;
  const profile = profileOf(row);
  const shared = Comparison.of(folded, row.fresh);
  return {
    asOf,
    profile,
    cohort,
    figures: new Map(figures.map((figure) => [figure.metric, figure])),
    comparison: profile.shareInPopulation ? shared : shared.withOneself({ cohort, figures }),
  };
}
