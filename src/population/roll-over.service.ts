import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { isAdult } from '../scoring/cohorts.js';
import { LABORATORY_DAYS } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { derive, derivedParts, neededFacts } from './derivation.js';
import { readFactsOfMany, STATE_COLUMNS, toUserState, type ReadState } from './stored-facts.js';
import { standingAt, stateRow } from './user-state.js';
import { composeWrite } from './write-statement.js';

/** Small, for the requests between two batches, and for those who wait for a user of one. */
const BATCH = 50;
const BATCHES_A_REPORT = 80;
const NO_CHANGE = { before: [], after: [] };

/**
 * The states of users ($1), and whether their laboratory figures may be others on another day, which is at the latest $2: a result
 * counts from the day after its collection on, and is stale after 365 days.
 */
const READ_STATES = `SELECT s.user_id AS "userId", ${STATE_COLUMNS},
  EXISTS (SELECT FROM blood_tests t WHERE t.user_id = s.user_id AND t.local_date >= s.as_of)
  OR EXISTS (SELECT FROM figures f WHERE f.user_id = s.user_id AND f.observed_on < $2::date - ${LABORATORY_DAYS}) AS "mayMoveResults"
FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = ANY ($1::uuid[])`;

const EARLIEST_ZONE_MS = 14 * 3_600_000;
const latestLocalDate = (nowMs: number): string => new Date(nowMs + EARLIEST_ZONE_MS).toISOString().slice(0, 10);

/**
 * The day moves without a write: at a user's local midnight the window of days goes on, laboratory results grow stale and
 * birthdays change the cohort. Users are brought forward in batches, each a transaction of its own, by any number of processes
 * at once: one that stops leaves whole users behind, and nobody waits for another's batch.
 */
@Injectable()
export class RollOverService {
  private readonly logger = new Logger('roll-over');

  constructor(private readonly database: Database) {}

  /** Brings every user forward whose local day is over, until it is told to stop; returns how many there were. */
  async rollDue(isStopped = (): boolean => false): Promise<number> {
    let rolled = 0;
    for (let batches = 1; !isStopped(); batches++) {
      const batch = await this.database.forEverybody.transaction((manager) => this.rollBatch(manager));
      rolled += batch;
      if (batch < BATCH) break;
      if (batches % BATCHES_A_REPORT === 0) this.logger.log(`The day of ${rolled} users went on so far`);
    }
    return rolled;
  }

  private async rollBatch(manager: EntityManager): Promise<number> {
    // The locks first, alone in their statement: what is read after it is what is there until the end of the transaction.
    // In no further order: all of a time zone are due at one instant, and a batch must not cost a sort of all of them.
    const due = await manager.query<{ user_id: string }[]>(
      `SELECT user_id FROM user_states WHERE rolls_at <= $1 ORDER BY rolls_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      [new Date(clock.now()).toISOString()],
    );
    if (due.length === 0) return 0;
    const now = clock.now();
    const rows = await manager.query<(ReadState & { userId: string; mayMoveResults: boolean })[]>(READ_STATES, [
      due.map(({ user_id }) => user_id),
      latestLocalDate(now),
    ]);
    const users = rows.map((row) => {
      const state = toUserState(row.userId, row);
      const standing = standingAt(now, state.profile);
      const [wasAdult, adult] = [state.asOf, standing.asOf].map((date) => isAdult(state.profile.birthDate, date));
      // Sums that nobody has made, or has made void, ask for everything anew.
      const moves = { days: true, results: row.mayMoveResults || adult !== wasAdult || state.sums === null };
      return { state, standing, moves };
    });
    const needs = users.map(
      ({ state, standing, moves }) => [state.userId, neededFacts(state, standing, NO_CHANGE, moves)!] as const,
    );
    const facts = await readFactsOfMany(manager, new Map(needs));
    const derived = users.map(({ state, standing, moves }) => {
      const { userId } = state;
      return { userId, state, standing, ...derive(state, standing, NO_CHANGE, moves, facts.get(userId)!) };
    });
    const { text, parameters } = composeWrite(
      derived.map(({ userId, state, standing, sums }) => stateRow(userId, state.version, standing, sums)),
      derivedParts(derived),
    );
    await manager.query(text, parameters);
    return users.length;
  }
}
