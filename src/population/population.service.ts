import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Queryable, ScopedDatabase } from '../database/scoped-database.js';
import { Problem } from '../http/problem.js';
import type { Cohort } from '../scoring/cohorts.js';
import { clock } from '../time/clock.js';
import { BookkeepingService } from './bookkeeping.service.js';
import { Comparison } from './comparison.js';
import type { FigureId, FigureRow } from './figure-rows.js';
import type { FoldedPopulation } from './folded-population.js';
import { READ_PAST_DAYS, type PastDayRow } from './past-days.js';
import { FRESH_ENTRIES, NEWEST_FOLD, toPlaceSums } from './population-folds.js';
import { PopulationFoldsService } from './population-folds.service.js';
import { FIGURES_OF_USER, profileOf, STANDING_COLUMNS, type ReadStanding } from './stored-facts.js';
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

/**
 * The user's figures, what the newest fold is, and what was added since then: one statement, one snapshot. It has to be planned by
 * indexes alone: fresh rows come and go by thousands, and only an index scan has the next one pass over the entries of those that went.
 */
const READ = `
SELECT ${STANDING_COLUMNS}, s.rolls_at <= $2 AS "isDue", ${FIGURES_OF_USER} AS figures, ${NEWEST_FOLD} AS fold, ${FRESH_ENTRIES} AS fresh
FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = $1`;

type Row = ReadStanding & { isDue: boolean; figures: FigureRow[]; fold: string; fresh: string | null };

@Injectable()
export class PopulationService {
  constructor(
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
    private readonly folds: PopulationFoldsService,
  ) {}

  /**
   * The user among everybody else, in one snapshot and never by yesterday's window: a user who has not been brought forward to
   * the current local day is brought forward first.
   * @throws Problem 404 when there is no such user
   */
  async userAmongOthers(userId: string): Promise<UserAmongOthers> {
    const db = this.database.forUser(userId, { byIndex: true, isBrief: true });
    for (;;) {
      const row = await this.readUpToDate<Row>(db, READ, userId);
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
    type PastDays = { isDue: boolean; days: PastDayRow[] };
    const db = this.database.forUser(userId);
    return (await this.readUpToDate<PastDays>(db, READ_PAST_DAYS, userId, [from, to, before, limit])).days;
  }

  /** As {@link pastDays}, in a snapshot and as far as the days are kept in it; none of a user who is not there. */
  async keptDays(db: Queryable, userId: string, before: string | undefined, limit: number): Promise<PastDayRow[]> {
    const now = new Date(clock.now()).toISOString();
    const [row] = await db.query<{ days: PastDayRow[] }[]>(READ_PAST_DAYS, [userId, now, undefined, undefined, before, limit]);
    return row?.days ?? [];
  }

  /** Reads a user by a statement given the id ($1) and now ($2), which says of a user whose day is over that a roll-over is due. */
  private async readUpToDate<R extends { isDue: boolean }>(
    db: ScopedDatabase,
    text: string,
    userId: string,
    more: unknown[] = [],
  ): Promise<R> {
    for (;;) {
      const [row] = await db.read<R[]>(text, [userId, new Date(clock.now()).toISOString(), ...more]);
      if (!row) throw Problem.notFound('user');
      if (!row.isDue) return row;
      await this.bookkeeping.roll(userId);
    }
  }
}

function toUserAmongOthers(row: Row, folded: FoldedPopulation): UserAmongOthers {
  const { asOf, cohort, figures } = row;
  const profile = profileOf(row);
  const shared = Comparison.of(folded, toPlaceSums(row.fresh));
  return {
    asOf,
    profile,
    cohort,
    figures: new Map(figures.map((figure) => [figure.metric, figure])),
    comparison: profile.shareInPopulation ? shared : shared.withOneself({ cohort, figures }),
  };
}
