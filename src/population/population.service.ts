import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import { Problem } from '../http/problem.js';
import { EVERYBODY, FINEST_COHORTS, type Cohort } from '../scoring/cohorts.js';
import { AGE_BANDS, MINIMUM_OTHERS, type MetricId } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { BookkeepingService } from './bookkeeping.service.js';
import { Comparison, type RingSums, type CohortRanks } from './comparison.js';
import type { FigureId, FigureRow } from './figure-rows.js';
import { BUCKETS_A_GROUP, FIRST_BUCKET_SLOT, FIRST_GROUP_SLOT, MOMENTS_SLOT } from './ledger.js';
import { READ_PAST_DAYS, type PastDayRow } from './past-days.js';
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

const GROUPS_BELOW = `l.slot BETWEEN ${FIRST_GROUP_SLOT} AND ${FIRST_GROUP_SLOT - 1} + asked.bucket / ${BUCKETS_A_GROUP}`;
const BUCKET = `${FIRST_BUCKET_SLOT} + asked.bucket`;
const REST_OF_GROUP = `l.slot BETWEEN ${BUCKET} - asked.bucket % ${BUCKETS_A_GROUP} AND ${BUCKET}`;
const HERE = 'l.metric = asked.metric AND l.cohort = ANY (asked.members) AND l.slot > 0';

/**
 * The cohorts that the user is in, wide to narrow: which finest cohorts are in them and in no narrower one of these (a ring), and
 * all that make them.
 */
const CIRCLES = [
  { cohort: `'${EVERYBODY}'`, members: `ARRAY[${FINEST_COHORTS.map((cohort) => `'${cohort}'`).join(', ')}]` },
  { cohort: 'me.sex', members: `ARRAY[me.sex, ${AGE_BANDS.map((_from, band) => `me.sex || '|age:${band}'`).join(', ')}]` },
  { cohort: 'me.cohort', members: 'ARRAY[me.cohort]' },
];
const RING = `CASE WHEN me.cohort <> me.sex AND l.cohort = me.cohort THEN 3
    WHEN me.sex <> '${EVERYBODY}' AND (l.cohort = me.sex OR starts_with(l.cohort, me.sex || '|')) THEN 2 ELSE 1 END`;
const SUMS = ['n', 's', 'q', 's_raw', 'q_raw'];
/** What is asked about what the user has: of the finest cohort, which has enough others for nearly everybody. */
const IN_FINEST = `
asked AS (
  SELECT wanted.metric, wanted.bucket, me.cohort,
    CASE me.cohort WHEN ${CIRCLES[0]!.cohort} THEN ${CIRCLES[0]!.members} WHEN ${CIRCLES[1]!.cohort} THEN ${CIRCLES[1]!.members} ELSE ${CIRCLES[2]!.members} END AS members
  FROM wanted CROSS JOIN me)`;

/** One value of each circle, of the narrowest that has enough others. */
const narrowest = (valueOf: (circle: (typeof CIRCLES)[number]) => string): string =>
  `CASE ${CIRCLES.map((circle, index) => `WHEN enough >= ${index + 1} THEN ${valueOf(circle)}`)
    .toReversed()
    .join(' ')} END`;

/** What is asked of the narrowest cohort with enough others. To find out which that is takes a third of the statement's time. */
const IN_NARROWEST = `
people AS (
  SELECT r.metric, max(r.ring) FILTER (WHERE r.n - r.here >= ${MINIMUM_OTHERS}) AS enough
  FROM (SELECT metric, ring, sum(n) OVER (PARTITION BY metric ORDER BY ring DESC) AS n,
    (SELECT count(*) FROM own CROSS JOIN me
      WHERE own.metric = rings.metric AND own.x IS NOT NULL AND me."shareInPopulation") AS here FROM rings) r GROUP BY r.metric),
asked AS (
  SELECT wanted.metric, wanted.bucket, ${narrowest(({ cohort }) => cohort)} AS cohort, ${narrowest(({ members }) => members)} AS members
  FROM wanted JOIN people USING (metric) CROSS JOIN me WHERE enough > 0)`;

/**
 * The user's figures, the moments of the cohorts that the user is in, and the rank, in the cohorts that are asked about, of what
 * the user has and, where something is supposed, of that (metrics $3, buckets $4): one statement, one snapshot, and as many rows
 * whether the population is a thousand or a million.
 */
const reading = (asked: string, isSupposing: boolean): string => `
WITH me AS (
  SELECT s.user_id, ${STANDING_COLUMNS}, s.rolls_at <= $2 AS "isDue", split_part(s.cohort, '|', 1) AS sex
  FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = $1),
own AS MATERIALIZED (${figuresOf('$1')}),
wanted AS (SELECT metric, bucket FROM own WHERE x IS NOT NULL ${isSupposing ? 'UNION SELECT * FROM unnest($3::text[], $4::smallint[])' : ''}),
rings AS (
  SELECT l.metric, ${RING} AS ring, ${SUMS.map((column) => `sum(l.${column}) AS ${column}`).join(', ')}
  FROM population_ledger l CROSS JOIN me
  WHERE l.slot = ${MOMENTS_SLOT} AND l.metric = ANY (ARRAY(SELECT metric FROM wanted)) GROUP BY 1, 2),${asked},
ranks AS (
  SELECT metric, cohort, bucket, below, equal FROM asked CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.n) FILTER (WHERE l.slot <> ${BUCKET}), 0)::float8 AS below,
      coalesce(sum(l.n) FILTER (WHERE l.slot = ${BUCKET}), 0)::float8 AS equal
    FROM (SELECT l.slot, l.n FROM population_ledger l WHERE ${HERE} AND ${GROUPS_BELOW}
      UNION ALL SELECT l.slot, l.n FROM population_ledger l WHERE ${HERE} AND ${REST_OF_GROUP}) l) counts)
SELECT me.*, (SELECT coalesce(json_agg(own), '[]') FROM own) AS figures,
  (SELECT coalesce(json_agg(json_build_array(metric, ring, ${SUMS.map((column) => `${column}::text`).join(', ')})), '[]') FROM rings) AS sums,
  (SELECT coalesce(json_agg(ranks), '[]') FROM ranks) AS ranks
FROM me`;

const READ_IN_FINEST = reading(IN_FINEST, false);
const READ = reading(IN_NARROWEST, false);
const READ_SUPPOSING = reading(IN_NARROWEST, true);

type Row = ReadStanding & { isDue: boolean; figures: FigureRow[]; sums: RingSums[]; ranks: CohortRanks[] };

@Injectable()
export class PopulationService {
  constructor(
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
  ) {}

  /**
   * The user among everybody else, in one snapshot and never by yesterday's window: a user who has not been brought forward to
   * the current local day is brought forward first. Of the others, it is read too how they lie about figures that the user
   * might have, see {@link supposing}.
   * @throws Problem 404 when there is no such user
   */
  async userAmongOthers(userId: string, supposed: readonly FigureRow[] = []): Promise<UserAmongOthers> {
    if (supposed.length === 0) {
      const user = toUserAmongOthers(await this.readUpToDate<Row>(READ_IN_FINEST, userId));
      return isAmongEnough(user) ? user : toUserAmongOthers(await this.readUpToDate<Row>(READ, userId));
    }
    const asked = [supposed.map(({ metric }) => metric), supposed.map(({ bucket }) => bucket)];
    return toUserAmongOthers(await this.readUpToDate<Row>(READ_SUPPOSING, userId, asked));
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

function toUserAmongOthers(row: Row): UserAmongOthers {
  const { asOf, cohort, figures } = row;
  const profile = profileOf(row);
  const shared = Comparison.ofRings(cohort, row.sums, row.ranks);
  return {
    asOf,
    profile,
    cohort,
    figures: new Map(figures.map((figure) => [figure.metric, figure])),
    comparison: profile.shareInPopulation ? shared : shared.withOneself({ cohort, figures }),
  };
}

/** Whether the user's finest cohort has enough others in all that the user has. */
const isAmongEnough = ({ cohort, figures, comparison }: UserAmongOthers): boolean =>
  cohort === EVERYBODY ||
  [...figures.values()].every(({ metric, x }) => x === null || comparison.others(metric as MetricId, cohort) >= MINIMUM_OTHERS);
