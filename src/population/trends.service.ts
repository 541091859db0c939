import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Page } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { clock } from '../time/clock.js';
import { daysBetween } from '../time/local-date.js';
import { localDate } from '../time/time-zone.js';
import type { DailyTotal } from './daily-totals.js';
import { periodStart, startAfter } from './period.js';
import { trend } from './trend.js';
import type { Profile } from './user-state.js';
import type { ListTrendsQuery } from './trend.dto.js';

/** Three years, one of them a leap year. */
const MOST_DAYS = 1096;
const USUAL_PERIODS = 12;

@Injectable()
export class TrendsService {
  constructor(private readonly database: Database) {}

  /**
   * A page of the periods with a record of the metric, the latest first.
   * @throws Problem 404 when there is no such user
   */
  async list(userId: string, query: ListTrendsQuery): Promise<Page> {
    const { metric, period, limit, cursor } = query;
    const filter = { metric, period, from: query.from, to: query.to };
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, filter);
    const { timeZone, sourceOrder } = await this.user(userId);
    const { from, to } = rangeOf(query, localDate(clock.now(), timeZone));
    const all = trend(metric, period, await this.totals(userId, from, to), sourceOrder);
    const rest = before === undefined ? all : all.filter((each) => each.periodStart < before);
    const page = rest.slice(0, limit);
    return new Page(
      page.map((each) => JSON.stringify(each)),
      rest.length > limit ? encodeCursor([page.at(-1)!.periodStart], filter) : null,
    );
  }

  private async user(userId: string): Promise<Pick<Profile, 'timeZone' | 'sourceOrder'>> {
    const [user] = await this.database
      .forUser(userId)
      .read<Pick<Profile, 'timeZone' | 'sourceOrder'>[]>(
        'SELECT time_zone AS "timeZone", source_order AS "sourceOrder" FROM users WHERE id = $1',
        [userId],
      );
    if (!user) throw Problem.notFound('user');
    return user;
  }

  private async totals(userId: string, from: string, to: string): Promise<DailyTotal[]> {
    const [row] = await this.database
      .forUser(userId)
      .read<[{ totals: DailyTotal[] }]>(
        `SELECT coalesce(json_agg(t), '[]') AS totals FROM daily_totals t WHERE t.user_id = $1 AND t.local_date BETWEEN $2::date AND $3::date`,
        [userId, from, to],
      );
    return row.totals;
  }
}

/** The local dates, both included, that a query means. */
function rangeOf(query: ListTrendsQuery, today: string): { from: string; to: string } {
  const { period, to = today } = query;
  const from = query.from ?? startAfter(period, periodStart(period, to), 1 - USUAL_PERIODS);
  if (daysBetween(from, to) < MOST_DAYS) return { from, to };
  const detail = `A trend goes over three years (${MOST_DAYS} days) at most; this would be from ${from} to ${to}`;
  throw Problem.badRequest([{ parameter: 'from', code: 'range_too_long', detail }]);
}
