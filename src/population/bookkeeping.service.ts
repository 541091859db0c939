import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';
import { NO_DAYS } from '../scoring/daily-figures.js';
import { clock } from '../time/clock.js';
import { derive, derivedParts, movedFigures, neededFacts, type FactChange } from './derivation.js';
import {
  factsNear,
  isWithin,
  readFacts,
  STATE_COLUMNS,
  toFactsNear,
  toUserState,
  type FactsNear,
  type LocalDates,
  type Needed,
  type Queryable,
  type ReadState,
  type StoredFacts,
} from './stored-facts.js';
import { standingAt, stateRow, type Profile, type UserState } from './user-state.js';
import { composeEnrolment, composeWrite, type Part } from './write-statement.js';

/** A write of one user's data, as a module hands it over. */
export interface Change extends FactChange {
  /** What is written to the module's own tables. */
  parts: readonly Part[];
}

/** Records that a user brings along, and what they say. */
export type History = Pick<Change, 'parts' | 'after'>;

/** What else must be read in one snapshot with the user's version: a select list, its join, and parameters from $2 on. */
export interface Lookup {
  select?: string;
  join?: string;
  parameters?: readonly unknown[];
  /** The local dates that the change will touch, where that is known: they are read at once, and not when it is too late. */
  near?: LocalDates | null;
}

/** What a write decides once it has seen the user: a change, where there is one to be made, and what to answer after it. */
export interface Decision<Answer> {
  change?: Change;
  answer: () => Answer;
}
type Decide<Found, Answer> = (state: UserState, found: Found) => Decision<Answer>;

const ATTEMPTS = 5;
const NO_FACTS: StoredFacts = { totals: [], nights: [], results: [], figures: [] };

/**
 * The one door through which every write of a user's data passes. It reads the user, lets the caller decide, derives the daily
 * totals and figures that follow, and writes all of it in a single statement that does nothing unless the user's version is
 * still the one that was read: whatever was derived was derived from what is stored. A write that lost the race is made again
 * under the user's row lock, where nobody can overtake it.
 */
@Injectable()
export class BookkeepingService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Carries out what `decide` decides and returns its answer. `decide` runs again when another write was faster.
   * @throws Problem 404 when there is no such user
   */
  async write<Found, Answer>(userId: string, lookup: Lookup | null, decide: Decide<Found, Answer>): Promise<Answer> {
    let outcome = await this.attempt(this.dataSource, userId, lookup, decide);
    for (let attempt = 2; !outcome && attempt <= ATTEMPTS; attempt++) {
      outcome = await this.dataSource.transaction(async (manager) => {
        // Alone in its statement: the next statement takes its snapshot when the lock is already held.
        await manager.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
        return this.attempt(manager, userId, lookup, decide);
      });
    }
    if (!outcome) throw Problem.conflict('write_conflict', 'Somebody else changed this user at the same time; try again.');
    return outcome.answer;
  }

  /** Brings a new user in, whom `user` inserts, with the records that the user has already. */
  async enrol(userId: string, profile: Profile, user: Part, histories: readonly History[] = []): Promise<void> {
    const standing = standingAt(clock.now(), profile);
    const state = { userId, version: '1', asOf: standing.asOf, cohort: standing.cohort, sums: NO_DAYS, profile };
    const after = histories.flatMap((history) => history.after);
    const { sums, rows } = derive(state, standing, { before: [], after }, { days: true, results: true }, NO_FACTS);
    const { text, parameters } = composeEnrolment(
      [stateRow(userId, '1', standing, sums)],
      [user, ...histories.flatMap(({ parts }) => parts), ...derivedParts([{ userId, rows }])],
    );
    await this.dataSource.query(text, parameters);
  }

  /** Brings the user's figures to the current local date; writes nothing when they are there already. */
  roll(userId: string): Promise<void> {
    return this.write<unknown, void>(userId, null, (state) =>
      standingAt(clock.now(), state.profile).asOf === state.asOf
        ? { answer: () => undefined }
        : { change: { parts: [], before: [], after: [] }, answer: () => undefined },
    );
  }

  private async attempt<Found, Answer>(
    db: Queryable,
    userId: string,
    lookup: Lookup | null,
    decide: Decide<Found, Answer>,
  ): Promise<{ answer: Answer } | null> {
    const { select, join = '', parameters = [], near } = lookup ?? {};
    const columns = [STATE_COLUMNS, select, near && factsNear(parameters.length + 2)].filter(Boolean);
    const [row] = await db.query<(ReadState & Found & FactsNear)[]>(
      `SELECT ${columns.join(', ')}
FROM user_states s JOIN users u ON u.id = s.user_id ${join} WHERE s.user_id = $1`,
      [userId, ...parameters, ...(near ? [near.from, near.to] : [])],
    );
    if (!row) throw Problem.notFound('user');
    const state = toUserState(userId, row);
    const { change, answer } = decide(state, row);
    if (!change) return { answer: answer() };
    const read = (needed: Needed): Promise<StoredFacts> | StoredFacts =>
      near && isWithin(near, needed) ? toFactsNear(userId, row) : readFacts(db, userId, needed);
    return (await this.carryOut(db, state, change, read)) ? { answer: answer() } : null;
  }

  /** Whether the change was written: it is not when the user has another version by now. */
  private async carryOut(
    db: Queryable,
    state: UserState,
    change: Change,
    read: (needed: Needed) => Promise<StoredFacts> | StoredFacts,
  ): Promise<boolean> {
    const standing = standingAt(clock.now(), change.profile ?? state.profile);
    const moves = movedFigures(state, standing, change);
    const needed = neededFacts(state, standing, change, moves);
    const stored = needed && (await read(needed));
    const { sums, rows } = derive(state, standing, change, moves, stored);
    const { text, parameters } = composeWrite(
      [stateRow(state.userId, state.version, standing, sums)],
      [...change.parts, ...derivedParts([{ userId: state.userId, rows }])],
    );
    return (await db.query<unknown[]>(text, parameters)).length > 0;
  }
}
