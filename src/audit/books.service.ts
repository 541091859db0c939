import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import type { RecordFacts } from '../population/facts.js';
import { readStored, STATE_COLUMNS, toUserState, type ReadState } from '../population/stored-facts.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import type { Books } from './books.js';

const PAGE = 50; // with all their records: of some people there are thousands
/** The place before everybody in the order of ids. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Reads the books of users: the derived tables, and the records from which they follow. */
@Injectable()
export class BooksService {
  constructor(
    private readonly database: Database,
    private readonly activities: PhysicalActivitiesService,
    private readonly sleep: SleepSessionsService,
    private readonly bloodTests: BloodTestsService,
  ) {}

  /** Runs reads that belong together, however long they take and whatever is written meanwhile. */
  inOneSnapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.forEverybody.transaction(async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      await manager.query('SET LOCAL statement_timeout = 0');
      return work(manager);
    }, 'REPEATABLE READ');
  }

  async countUsers(db: Queryable): Promise<number> {
    const [row] = await db.query<[{ users: number }]>('SELECT count(*)::int AS users FROM users');
    return row.users;
  }

  /** The ids of the users that follow a place in the order of ids. */
  async idsAfter(db: Queryable, place: string, limit: number): Promise<string[]> {
    const rows = await db.query<{ id: string }[]>('SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT $2', [place, limit]);
    return rows.map(({ id }) => id);
  }

  /** A random place between the first user and the last. */
  async somePlace(): Promise<string> {
    const rows = await this.database.forEverybody.query<{ id: string }[]>(
      '(SELECT id FROM users ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM users ORDER BY id DESC LIMIT 1)',
    );
    return rows.length === 0 ? BEFORE_ALL : idBetween(rows[0]!.id, rows.at(-1)!.id, Math.random());
  }

  /** The ids of all users, so many at a time. */
  async *everybody(db: Queryable): AsyncGenerator<string[]> {
    let ids = await this.idsAfter(db, BEFORE_ALL, PAGE);
    while (ids.length > 0) {
      yield ids;
      ids = await this.idsAfter(db, ids.at(-1)!, PAGE);
    }
  }

  /** The books of those of the users who are still there; several statements, so in one snapshot or under the users' locks. */
  async read(db: Queryable, userIds: readonly string[]): Promise<Books[]> {
    const rows = await db.query<(ReadState & { userId: string })[]>(
      `SELECT u.id AS "userId", ${STATE_COLUMNS} FROM users u LEFT JOIN user_states s ON s.user_id = u.id WHERE u.id = ANY ($1::uuid[])`,
      [userIds],
    );
    const said = new Map<string, RecordFacts[]>(userIds.map((userId) => [userId, []]));
    for (const kind of [this.activities, this.sleep, this.bloodTests]) {
      for (const { userId, facts } of await kind.facts(db, userIds)) said.get(userId)!.push(facts);
    }
    const stored = await readStored(db, userIds);
    return rows.map((row) => {
      const { userId } = row;
      const state = toUserState(userId, row);
      const isLost = row.version === null;
      return {
        userId,
        profile: state.profile,
        state: isLost ? null : state,
        stored: stored.get(userId)!,
        said: said.get(userId)!,
      };
    });
  }
}

/** An id that lies so far, from 0 to 1, on the way from one to another; it need not be anybody's. */
function idBetween(first: string, last: string, share: number): string {
  const [from, to] = [first, last].map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)) as [number, number];
  const digits = Math.floor(from + share * (to - from))
    .toString(16)
    .padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}${BEFORE_ALL.slice(13)}`;
}
