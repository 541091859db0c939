import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import type { Cohort } from '../scoring/cohorts.js';
import { clock } from '../time/clock.js';
import { Comparison, type CohortSums } from './comparison.js';
import type { FigureId, FigureRow } from './figure-rows.js';
import { RollOverService } from './roll-over.service.js';
import { figuresJson, STATE_COLUMNS, type ReadState } from './stored-facts.js';
import type { Profile } from './user-state.js';

/** One user's figures and the population they are compared with, both of the same instant. */
export interface UserAmongOthers {
  /** The user's local date on which the figures hold. */
  asOf: string;
  profile: Profile;
  cohort: Cohort;
  figures: ReadonlyMap<FigureId, FigureRow>;
  comparison: Comparison;
}

/** Set-based over the stored figures: right at any instant, and as slow as the population is large. */
const SUMS = `SELECT f.metric, p.cohort, count(*)::text AS n, sum(f.x)::text AS s, sum(f.x::numeric * f.x)::text AS q,
    sum(f.x_raw)::text AS s_raw, sum(f.x_raw::numeric * f.x_raw)::text AS q_raw,
    (count(*) FILTER (WHERE f.bucket < own.bucket))::text AS below, (count(*) FILTER (WHERE f.bucket = own.bucket))::text AS equal
  FROM figures own
  JOIN figures f ON f.metric = own.metric
  JOIN user_states p ON p.user_id = f.user_id
  WHERE own.user_id = $1 AND own.x IS NOT NULL AND f.x IS NOT NULL
  GROUP BY f.metric, p.cohort`;

const READ = `SELECT ${STATE_COLUMNS}, s.cohort, ${figuresJson('s.user_id')} AS figures,
  (SELECT coalesce(json_agg(sums), '[]') FROM (${SUMS}) sums) AS sums,
  EXISTS (SELECT FROM user_states WHERE rolls_at <= $2) AS "isDue"
FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = $1`;

@Injectable()
export class PopulationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rollOver: RollOverService,
  ) {}

  /**
   * The user among everybody else, in one snapshot and never by yesterday's window: who has not been brought forward to the
   * current local day is brought forward first.
   * @throws Problem 404 when there is no such user
   */
  async userAmongOthers(userId: string): Promise<UserAmongOthers> {
    for (;;) {
      const [row] = await this.dataSource.query<(ReadState & { cohort: Cohort; figures: FigureRow[]; sums: CohortSums[]; isDue: boolean })[]>(
        READ,
        [userId, new Date(clock.now()).toISOString()],
      );
      if (!row) throw Problem.notFound('user');
      if (!row.isDue) {
        return {
          asOf: row.asOf,
          profile: { timeZone: row.timeZone, sexAtBirth: row.sexAtBirth, birthDate: row.birthDate },
          cohort: row.cohort,
          figures: new Map(row.figures.map((figure) => [figure.metric, figure])),
          comparison: new Comparison(row.sums),
        };
      }
      await this.rollOver.rollDue();
    }
  }
}
