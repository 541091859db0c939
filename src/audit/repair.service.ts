import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { derivedParts } from '../population/derivation.js';
import { FOLDING_LOCK, FORGET_FOLDS } from '../population/population-folds.js';
import { standingAt, stateRow } from '../population/user-state.js';
import { composeEnrolment, composeWrite } from '../population/write-statement.js';
import { clock } from '../time/clock.js';
import { dateOf, type Books } from './books.js';
import { BooksService } from './books.service.js';
import { correction } from './correction.js';
import { userDifferences } from './difference.js';
import { LEDGER_DIFFERENCES } from './ledger-differences.js';
import { recomputed } from './recomputation.js';

/** What a repair looked at and what it wrote. */
export interface Repair {
  users: number;
  repairedUsers: number;
  /** Places of the ledger (metric, cohort, slot) to which something was added or from which something was taken. */
  repairedPlaces: number;
}

const differs = (books: Books): boolean => userDifferences(books, recomputed(books, dateOf(books))).length > 0;

/**
 * Makes everything that is derived follow from the records again, while the service goes on: each user in a transaction of its
 * own, under the lock that all writers of that user wait for. Doing it twice does nothing more.
 */
@Injectable()
export class RepairService {
  constructor(
    private readonly database: Database,
    private readonly books: BooksService,
  ) {}

  /** Everybody who differs, and then the population that they make. Tells how far it is. */
  async repairAll(onProgress: (users: number, of: number) => void = () => undefined): Promise<Repair> {
    const repair: Repair = { users: 0, repairedUsers: 0, repairedPlaces: 0 };
    const of = await this.books.countUsers(this.database.forEverybody);
    for await (const userIds of this.books.everybody(this.database.forEverybody)) {
      const all = await this.books.inOneSnapshot((manager) => this.books.read(manager, userIds));
      for (const { userId } of all.filter(differs)) {
        if (await this.repairUser(userId)) repair.repairedUsers++;
      }
      onProgress((repair.users += userIds.length), of);
    }
    repair.repairedPlaces = await this.repairLedger();
    return repair;
  }

  /** Whether there was anything to repair. The figures come out as of the user's current local date. */
  private repairUser(userId: string): Promise<boolean> {
    return this.database.forEverybody.transaction(async (manager) => {
      // Alone in its statement: the next statements take their snapshots when the lock is already held.
      await manager.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
      const [books] = await this.books.read(manager, [userId]);
      if (!books || !differs(books)) return false;
      const standing = standingAt(clock.now(), books.profile);
      const right = recomputed(books, standing.asOf);
      const parts = derivedParts([{ userId, rows: correction(books, right) }]);
      const { text, parameters } = books.state
        ? composeWrite([stateRow(userId, books.state.version, standing, right.sums)], parts)
        : composeEnrolment([stateRow(userId, '1', standing, right.sums)], parts);
      await manager.query(text, parameters);
      return true;
    });
  }

  private repairLedger(): Promise<number> {
    return this.database.forEverybody.transaction(async (manager) => {
      await manager.query('SET LOCAL statement_timeout = 0');
      // One repair at a time: two of them would add the same differences.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('repair of population_ledger'))`);
      const [{ places }] = await manager.query<[{ places: number }]>(`
WITH added AS (
  INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw)
  SELECT gen_random_uuid(), metric, cohort, slot, true, n, s, q, s_raw, q_raw FROM (${LEDGER_DIFFERENCES}) d RETURNING 1)
SELECT count(*)::int AS places FROM added`);
      // What was wrong may be what is folded, which every process has read by now.
      await manager.query(`SELECT pg_advisory_xact_lock(${FOLDING_LOCK})`);
      await manager.query(FORGET_FOLDS);
      return places;
    });
  }
}
