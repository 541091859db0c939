import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { TAKE_ON } from '../database/acting.js';
import { isCollision, isRefusal, isVictim } from '../database/errors.js';
import type { Queryable } from '../database/scoped-database.js';
import { inUse, type IdempotencyKey } from '../http/idempotency-key.js';
import { Problem } from '../http/problem.js';
import { NO_DAYS } from '../scoring/daily-figures.js';
import type { Replay } from '../http/replay.js';
import { clock } from '../time/clock.js';
import { openingFor, toldOf, type AddedDays } from './ahead.js';
import { derive, derivedParts, movedFigures, neededFacts, totalsAdded, type FactChange } from './derivation.js';
import { GroupCommit } from './group-commit.js';
import { alone, keepReply, keptReplyJson, keptReplyParameters, replayOf, type KeptRow } from './kept-replies.js';
import {
  factsNearby,
  nearbyColumns,
  readFacts,
  STATE_COLUMNS,
  toUserState,
  type Nearby,
  type Needed,
  type ReadNearby,
  type ReadState,
  type StoredFacts,
} from './stored-facts.js';
import { Turns } from './turns.js';
import { standingAt, stateRow, type Profile, type UserState } from './user-state.js';
import {
  composeAhead,
  composeEnrolment,
  composeParts,
  composeWrite,
  type Part,
  type Query,
  type QueryAhead,
} from './write-statement.js';

/** A write of one user's data, as a module hands it over. */
export interface Change extends FactChange {
  /** What is written to the module's own tables. */
  parts: readonly Part[];
}

/** Records that a user brings along, and what they say. */
export type History = Pick<Change, 'parts' | 'after'>;

/** A select list and its join, with parameters from $2 on. Whoever writes often keeps it: the text of the statement is made once for it. */
export interface LookupSql {
  select?: string;
  join?: string;
  /** That nothing is to be found: a condition on the user's row `s` of `user_states`. */
  isNothing?: string;
}

/** What else must be read in one snapshot with the user's version. */
export interface Lookup {
  sql?: LookupSql;
  parameters?: readonly unknown[];
  /** What the change will touch, where that is known: it is read at once, and not when it is too late. */
  nearby?: Nearby | null;
}

/** What a write decides once it has seen the user: a change, where there is one to be made, and what to answer after it. */
export interface Decision<Answer> {
  change?: Change;
  answer: () => Answer;
}

/**
 * What a write can say before it has seen the user: new records that only add to totals. They are written where nothing is found that is
 * looked up, and what follows from them does not depend on more of the user than PostgreSQL can see to.
 */
export interface Ahead<Answer> extends AddedDays {
  make: () => History & { answer: () => Answer };
}

/** A user, and what was looked up in the same snapshot. */
export interface Seen<Found> {
  state: UserState;
  found: Found;
}

type Decide<Found, Answer> = (state: UserState, found: Found) => Decision<Answer>;

interface WriteAhead extends Query {
  userId: string;
}

const ATTEMPTS = 5;
const MOST_IN_VAIN = 10_000;
const NO_FACTS: StoredFacts = { totals: [], nights: [], results: [], figures: [] };

/**
 * The one door through which every write of a user's data passes. It reads the user, lets the caller decide, derives the daily
 * totals and figures that follow, and writes all of it in a single statement that does nothing unless the user's version is
 * still the one that was read: whatever was derived was derived from what is stored. The writes of a process take turns; one that
 * lost the race against another process is made again under the user's row lock, where nobody can overtake it.
 */
@Injectable()
export class BookkeepingService {
  private readonly turns = new Turns();
  /**
   * Identifiers, and days that figures count, with which nothing went ahead: who reports the sum of a day does so again and again, and the
   * first is found each time; and who wears a watch and carries a phone does so every day.
   */
  private readonly inVain = new Set<string>();

  /** By the statement of several users. */
  private readonly groups = new Map<string, GroupCommit<WriteAhead, boolean>>();

  constructor(private readonly database: Database) {}

  /**
   * Carries out what `decide` decides and returns its answer. `decide` runs again when another write was faster. With a key, the
   * answer is kept by the same statement, and given again to the same request; without one, `ahead` is tried first, which needs no
   * more than one statement.
   * @throws Problem 404 when there is no such user
   */
  write<Found, Answer>(userId: string, lookup: Lookup | null, decide: Decide<Found, Answer>): Promise<Answer>;
  write<Found, Answer extends object>(
    userId: string,
    lookup: Lookup | null,
    decide: Decide<Found, Answer>,
    key: IdempotencyKey | null,
    ahead?: Ahead<Answer> | null,
  ): Promise<Answer | Replay>;
  write<Found, Answer>(
    userId: string,
    lookup: Lookup | null,
    decide: Decide<Found, Answer>,
    key: IdempotencyKey | null = null,
    ahead: Ahead<Answer> | null = null,
  ): Promise<Answer | Replay> {
    const task = (): Promise<Answer | Replay> =>
      this.turns.take(userId, async () => {
        const done = ahead && !key && (await this.goAhead(userId, lookup ?? {}, ahead));
        return done ? done.answer : this.carryOut(userId, lookup, decide, key);
      });
    return key ? alone(userId, key, task) : task();
  }

  /** What a write would see if it began now, for {@link writeFrom}: it holds as long as the user has that version. Null without a user. */
  async look<Found>(userId: string, { sql = NOTHING_MORE, parameters = [] }: Lookup): Promise<Seen<Found> | null> {
    const [row] = await this.database
      .forUser(userId)
      .query<(ReadState & Found)[]>(reading(sql, parameters.length, null, false), [userId, ...parameters]);
    return row ? { state: toUserState(userId, row), found: row } : null;
  }

  /**
   * Writes a change that was decided ahead, and returns what the user is after it; null, and nothing is written, where that is not
   * how the user is by now.
   */
  writeFrom(state: UserState, change: Change): Promise<UserState | null> {
    const { userId } = state;
    const database = this.database.forUser(userId);
    const read = (needed: Needed): Promise<StoredFacts> => readFacts(database, userId, needed);
    return this.turns.take(userId, () => unlessVictim(this.written(database, state, change, read)));
  }

  /** Carries out a write before anything is read, and returns what it was; null where it cannot be. */
  private async goAhead<Answer>(userId: string, lookup: Lookup, ahead: Ahead<Answer>): Promise<{ answer: Answer } | null> {
    const name = (ahead.isCounted ? [userId, ahead.from] : [userId, ...(lookup.parameters ?? [])]).join(' ');
    if (this.inVain.has(name)) return null;
    const { answer, ...records } = ahead.make();
    try {
      const written = this.writtenAhead(userId, this.composedAhead(userId, lookup, ahead, records));
      const done = { answer: answer() }; // made while PostgreSQL is at work
      if (await written) return done;
      if (ahead.isCounted || lookup.sql?.isNothing) this.noteInVain(name);
      return null;
    } catch (error) {
      if (isVictim(error) || isCollision(error)) return null; // another process was as fast
      throw error;
    }
  }

  private noteInVain(name: string): void {
    if (this.inVain.size >= MOST_IN_VAIN) this.inVain.delete(this.inVain.values().next().value!);
    this.inVain.add(name);
  }

  /** The statement of a write that goes ahead: the records, what they add to totals and, of a day that counts, what moves with them. */
  private composedAhead(
    userId: string,
    { sql, parameters = [] }: Lookup,
    days: AddedDays,
    { parts, after }: History,
  ): QueryAhead {
    const opening = openingFor(sql?.isNothing ?? 'true', parameters.length, days.isCounted);
    return composeAhead(opening, toldOf(userId, parameters, days, after), [...parts, totalsAdded(userId, after)]);
  }

  /** Whether the statement wrote; it is carried out together with those of other users who write the same at this moment. */
  private writtenAhead(userId: string, query: QueryAhead): Promise<boolean> {
    const { textOfSeveral } = query;
    if (textOfSeveral === undefined) return this.wroteAlone({ userId, ...query });
    let group = this.groups.get(textOfSeveral);
    if (!group) {
      const carryOut = async (writes: readonly WriteAhead[]): Promise<boolean[]> =>
        writes.length === 1 ? [await this.wroteAlone(writes[0]!)] : this.wroteTogether(textOfSeveral, writes);
      this.groups.set(textOfSeveral, (group = new GroupCommit(carryOut, isRefusal)));
    }
    return group.do({ userId, ...query });
  }

  private async wroteAlone({ userId, text, parameters }: WriteAhead): Promise<boolean> {
    return (await this.database.forUser(userId, { isBrief: true }).query<unknown[]>(text, parameters)).length > 0;
  }

  private async wroteTogether(text: string, writes: readonly WriteAhead[]): Promise<boolean[]> {
    const lists = writes[0]!.parameters.map((_, index) => writes.map(({ parameters }) => parameters[index]));
    const database = this.database.forSeveral(writes.map(({ userId }) => userId));
    const rows = await database.query<{ user_id: string }[]>(text, lists);
    const written = new Set(rows.map((row) => row.user_id));
    return writes.map(({ userId }) => written.has(userId));
  }

  private async carryOut<Found, Answer>(
    userId: string,
    lookup: Lookup | null,
    decide: Decide<Found, Answer>,
    key: IdempotencyKey | null,
  ): Promise<Answer | Replay> {
    const database = this.database.forUser(userId, { isBrief: true });
    let outcome = await unlessVictim(this.attempt(database.reader, database, userId, lookup, decide, key));
    for (let attempt = 2; !outcome && attempt <= ATTEMPTS; attempt++) {
      const underLock = database.transaction(async (manager) => {
        // Alone in its statement: the next statement takes its snapshot when the lock is already held.
        await manager.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
        return this.attempt(manager, manager, userId, lookup, decide, key);
      });
      outcome = await unlessVictim(underLock);
    }
    if (!outcome) throw Problem.conflict('write_conflict', 'Somebody else changed this user at the same time; try again.');
    return outcome.answer;
  }

  /**
   * Brings a new user in, whom `user` inserts, with the records that the user has already. A request with a key brings in one user
   * however often it comes: the answer to it is kept with that user, and is what a repeated one gets.
   */
  async enrol(
    userId: string,
    profile: Profile,
    user: Part,
    histories: readonly History[] = [],
    kept: { key: IdempotencyKey; answer: object } | null = null,
  ): Promise<Replay | null> {
    const standing = standingAt(clock.now(), profile);
    const state = { userId, version: '1', asOf: standing.asOf, cohort: standing.cohort, sums: NO_DAYS, profile };
    const after = histories.flatMap((history) => history.after);
    const { sums, rows } = derive(state, standing, { before: [], after }, { days: true, results: true }, NO_FACTS);
    const { text, parameters } = composeEnrolment(
      [stateRow(userId, '1', standing, sums)],
      [
        user,
        ...histories.flatMap(({ parts }) => parts),
        ...derivedParts([{ userId, rows }]),
        ...(kept ? [keepReply(userId, kept.key, kept.answer, true)] : []),
      ],
    );
    if (kept) return this.enrolOnce(userId, kept.key, text, parameters);
    await this.database.forUser(userId).query(text, parameters);
    return null;
  }

  /** Brings a user in unless a request with the same key has, or is about to. The key has no user yet whose version could guard it. */
  private enrolOnce(userId: string, key: IdempotencyKey, text: string, parameters: unknown[]): Promise<Replay | null> {
    return this.database.forEverybody.transaction(async (manager) => {
      const [lock] = await manager.query<[{ taken: boolean }]>(
        'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken',
        [`create user ${key.key}`],
      );
      if (!lock.taken) throw inUse();
      const [row] = await manager.query<[{ reply: KeptRow }?]>(
        'SELECT row_to_json(k) AS reply FROM idempotency_keys k WHERE k.created_user AND k.key = $1 AND k.expires_at > $2 LIMIT 1',
        keptReplyParameters(key),
      );
      if (row) return replayOf(row.reply, key);
      await manager.query(TAKE_ON.text, ['health_tracker_user', userId]);
      await manager.query(text, parameters);
      return null;
    });
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
    reader: Queryable,
    writer: Queryable,
    userId: string,
    lookup: Lookup | null,
    decide: Decide<Found, Answer>,
    key: IdempotencyKey | null,
  ): Promise<{ answer: Answer | Replay } | null> {
    const { sql = NOTHING_MORE, parameters = [], nearby = null } = lookup ?? {};
    const [row] = await reader.query<(ReadState & Found & ReadNearby & { keptReply?: KeptRow | null })[]>(
      reading(sql, parameters.length, nearby, key !== null),
      [userId, ...parameters, ...(nearby ? [nearby.from, nearby.to] : []), ...(key ? keptReplyParameters(key) : [])],
    );
    if (!row) throw Problem.notFound('user');
    const state = toUserState(userId, row);
    if (key && row.keptReply) return { answer: replayOf(row.keptReply, key) };
    const { change, answer } = decide(state, row);
    const kept = key && keepReply(userId, key, answer() as object);
    if (!change) {
      if (kept) await writePart(writer, kept);
      return { answer: answer() };
    }
    const read = (needed: Needed): Promise<StoredFacts> | StoredFacts =>
      (nearby && factsNearby(nearby, needed, row)) ?? readFacts(reader, userId, needed);
    const whole = kept ? { ...change, parts: [...change.parts, kept] } : change;
    return (await this.written(writer, state, whole, read)) ? { answer: answer() } : null;
  }

  /** Writes the change, and returns what the user is after it; null, and nothing is written, where the user has another version by now. */
  private async written(
    db: Queryable,
    state: UserState,
    change: Change,
    read: (needed: Needed) => Promise<StoredFacts> | StoredFacts,
  ): Promise<UserState | null> {
    const profile = change.profile ?? state.profile;
    const standing = standingAt(clock.now(), profile);
    const moves = movedFigures(state, standing, change);
    const needed = neededFacts(state, standing, change, moves);
    const stored = needed && (await read(needed));
    const { sums, rows } = derive(state, standing, change, moves, stored);
    const { text, parameters } = composeWrite(
      [stateRow(state.userId, state.version, standing, sums)],
      [...change.parts, ...derivedParts([{ userId: state.userId, rows }])],
    );
    const isWritten = (await db.query<unknown[]>(text, parameters)).length > 0;
    return isWritten
      ? { ...state, version: `${BigInt(state.version) + 1n}`, asOf: standing.asOf, cohort: standing.cohort, sums, profile }
      : null;
  }
}

const NOTHING_MORE: LookupSql = {};
const readings = new WeakMap<LookupSql, (string | undefined)[]>();

/** The statement by which a write begins: it looks up so many parameters, and also what is nearby, and the reply to a key. */
function reading(sql: LookupSql, parameters: number, nearby: Nearby | null, hasKey: boolean): string {
  let texts = readings.get(sql);
  if (!texts) readings.set(sql, (texts = []));
  const form = (nearby ? 1 + Number(nearby.hasNights) : 0) + 3 * Number(hasKey);
  return (texts[form] ??= readingText(sql, parameters + 2, nearby, hasKey));
}

function readingText({ select, join = '' }: LookupSql, parameter: number, nearby: Nearby | null, hasKey: boolean): string {
  const keptReply = hasKey && `${keptReplyJson('s.user_id', parameter + (nearby ? 2 : 0))} AS "keptReply"`;
  const columns = [STATE_COLUMNS, select, nearby && nearbyColumns(nearby, parameter), keptReply].filter(Boolean);
  return `SELECT ${columns.join(', ')}
FROM user_states s JOIN users u ON u.id = s.user_id ${join} WHERE s.user_id = $1`;
}

/** Null, as for a write that lost the race, where the database gave up a transaction in favour of another one. */
function unlessVictim<T>(attempt: Promise<T | null>): Promise<T | null> {
  return attempt.catch((error: unknown) => {
    if (isVictim(error)) return null;
    throw error;
  });
}

/** Writes what depends on nothing that was read. */
async function writePart(db: Queryable, part: Part): Promise<void> {
  const { text, parameters } = composeParts([part]);
  await db.query(text, parameters);
}
