import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Page } from '../http/page.js';
import { toPastDay } from '../population/past-days.js';
import { PopulationService } from '../population/population.service.js';
import type { Queryable } from '../database/scoped-database.js';
import type { ListHealthScoreHistoryQuery } from './health-score-history.dto.js';
import { pastScore } from './past-score.js';

const PART = 30; // each with the population of its day

@Injectable()
export class HealthScoreHistoryService {
  constructor(private readonly population: PopulationService) {}

  /**
   * A page of the user's scores at the ends of local days, the latest first.
   * @throws Problem 404 when there is no such user
   */
  async list(userId: string, { from, to, limit, cursor }: ListHealthScoreHistoryQuery): Promise<Page> {
    const filter = { from, to };
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, filter);
    const days = await this.population.pastDays(userId, { from, to, before }, limit + 1);
    const page = days.slice(0, limit);
    const points: string[] = [];
    for (const day of page) {
      points.push(JSON.stringify(pastScore(toPastDay(day))));
      await setImmediate(); // two hundred scores take a while: others have their turn between them
    }
    return new Page(points, days.length > limit ? encodeCursor([page.at(-1)!.asOf], filter) : null);
  }

  /** All scores of the user at the ends of local days, the latest first; a part at a time, as they are asked for. */
  async *all(db: Queryable, userId: string): AsyncGenerator<string> {
    for (let before: string | undefined, isMore = true; isMore;) {
      const days = await this.population.keptDays(db, userId, before, PART);
      for (const day of days) {
        yield JSON.stringify(pastScore(toPastDay(day)));
        await setImmediate();
      }
      isMore = days.length === PART;
      before = days.at(-1)?.asOf;
    }
  }
}
