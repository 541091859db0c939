import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Page } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { dailySummary } from './daily-summary.js';
import type { ListDailySummariesQuery } from './daily-summary.dto.js';
import type { DailyTotal } from './daily-totals.js';
import type { SourceOrder } from './source-order.js';

interface Day {
  local_date: string;
  totals: DailyTotal[];
}

const READ = `SELECT (SELECT coalesce(json_agg(d), '[]') FROM (
    SELECT t.local_date, json_agg(t ORDER BY t.source_kind, t.source_name) AS totals FROM daily_totals t
    WHERE t.user_id = u.id
      AND t.local_date BETWEEN coalesce($2::date, '-infinity') AND coalesce($3::date, 'infinity')
      AND t.local_date < coalesce($4::date, 'infinity')
    GROUP BY t.local_date ORDER BY t.local_date DESC LIMIT $5) d) AS days, u.source_order AS "sourceOrder"
  FROM users u WHERE u.id = $1`;

@Injectable()
export class DailySummariesService {
  constructor(private readonly database: Database) {}

  /**
   * A page of the local days with a record, the latest first.
   * @throws Problem 404 when there is no such user
   */
  async list(userId: string, { from, to, limit, cursor }: ListDailySummariesQuery): Promise<Page> {
    const filter = { from, to };
    const [before = null] = cursor === undefined ? [] : decodeCursor(cursor, filter);
    const [user] = await this.database
      .forUser(userId)
      .read<{ days: Day[]; sourceOrder: SourceOrder | null }[]>(READ, [userId, from ?? null, to ?? null, before, limit + 1]);
    if (!user) throw Problem.notFound('user');
    const page = user.days.slice(0, limit);
    return new Page(
      page.map(({ local_date, totals }) => JSON.stringify(dailySummary(local_date, totals, user.sourceOrder))),
      user.days.length > limit ? encodeCursor([page.at(-1)!.local_date], filter) : null,
    );
  }
}
