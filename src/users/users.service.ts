import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Access } from '../access/log/access.js';
import { type ActRow, actOf } from '../access/log/administrative-act.js';
import { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import { uuidV7 } from '../database/uuid-v7.js';
import { withDecimals } from '../database/decimals.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { IdempotencyKey } from '../http/idempotency-key.js';
import { mergePatch } from '../http/merge-patch.js';
import { Page } from '../http/page.js';
import { assertMatches, type Precondition } from '../http/precondition.js';
import { Problem } from '../http/problem.js';
import type { Replay } from '../http/replay.js';
import { Resource } from '../http/resource.js';
import { validateBody } from '../http/validation.pipe.js';
import { BookkeepingService, type History } from '../population/bookkeeping.service.js';
import { CompactionService } from '../population/compaction.service.js';
import { RecordSql } from '../population/record-sql.js';
import type { Part } from '../population/write-statement.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import type { ErasureReceipt } from './erasure.dto.js';
import { ownedRowsJson, tablesOfUsers } from './owned-rows.js';
import { CreateUser, type ListUsersQuery, type UserResponse } from './user.dto.js';
import { User } from './user.entity.js';

interface Row {
  body: string;
  version: number;
}

/** What is read of a user who is to go. */
interface Leaving extends Pick<ErasureReceipt, 'erased'> {
  userVersion: number;
}

@Injectable()
export class UsersService {
  private readonly sql: RecordSql;
  private readonly byId: string;
  private readonly afterRemoval: ((userId: string) => Promise<void>)[] = [];

  constructor(
    @InjectRepository(User) repository: Repository<User>,
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
    private readonly compaction: CompactionService,
  ) {
    this.sql = new RecordSql(repository.metadata);
    this.byId = `SELECT ${this.sql.representation} AS body, r.version FROM users r WHERE r.id = $1`;
  }

  /** Brings a new user in; once, for a request with a key. */
  async create(draft: CreateUser, key: IdempotencyKey | null, access: Access): Promise<Resource | Replay> {
    const { user, answer } = newUser(draft, uuidV7());
    const replay = await this.bookkeeping.enrol(user.id, user, this.sql.insert([user]), [], key && { key, answer });
    access.concerns(replay ? (JSON.parse(replay.reply.body) as UserResponse).id : user.id);
    return replay ?? answer;
  }

  /** Brings a new user in, under an id and with records that the user has already. */
  async createWithRecords(draft: CreateUser, id: string, histories: readonly History[]): Promise<void> {
    const { user } = newUser(draft, id);
    await this.bookkeeping.enrol(id, user, this.sql.insert([user]), histories);
  }

  /** A page of the users, the newest first. */
  async list({ limit, cursor }: ListUsersQuery, access: Access): Promise<Page> {
    const after = cursor === undefined ? [] : decodeCursor(cursor, null);
    const rows = await this.database.forEverybody.read<{ body: string; id: string }[]>(
      `SELECT ${this.sql.representation} AS body, r.id FROM users r
${after.length > 0 ? 'WHERE r.id < $2::uuid' : ''} ORDER BY r.id DESC LIMIT $1`,
      [limit + 1, ...after],
    );
    const page = rows.slice(0, limit);
    access.concerns(...page.map(({ id }) => id));
    return new Page(
      page.map(({ body }) => body),
      rows.length > limit ? encodeCursor([page.at(-1)!.id], null) : null,
    );
  }

  async find(userId: string): Promise<Resource> {
    return resourceOf(await this.database.forUser(userId, { isBrief: true }).read<Row[]>(this.byId, [userId]));
  }

  /** As {@link find}, in a snapshot. */
  async findIn(db: Queryable, userId: string): Promise<Resource> {
    return resourceOf(await db.query<Row[]>(this.byId, [userId]));
  }

  /** Merges a JSON merge patch (RFC 7396) into the profile; the figures follow the new profile, the records stay as they are. */
  update(userId: string, patch: object, precondition: Precondition): Promise<Resource> {
    const sql = {
      select: `${this.sql.representation}::json AS user, u.version AS "userVersion"`,
      join: 'JOIN users r ON r.id = u.id',
    };
    return this.bookkeeping.write<{ user: UserResponse; userVersion: number }, Resource>(
      userId,
      { sql },
      (_state, { user, userVersion }) => {
        assertMatches(precondition, userVersion);
        const draft = validateBody(CreateUser, mergePatch(draftOf(user), patch));
        const same = complete(draft, user);
        if (isDeepStrictEqual(same, user)) return { answer: () => new Resource(JSON.stringify(user), userVersion) };
        const next = { ...same, updatedAt: formatInstant(clock.now()) };
        return {
          change: { parts: [this.sql.update([next])], before: [], after: [], profile: next },
          answer: () => new Resource(JSON.stringify(next), userVersion + 1),
        };
      },
    );
  }

  /** Has something done whenever a user has been removed, before that is answered: for what is kept outside of the database. */
  onRemoval(listener: (userId: string) => Promise<void>): void {
    this.afterRemoval.push(listener);
  }

  /**
   * Removes the user with everything that is the user's, and from the population as if the user had never been; says what there was.
   * What the write has added to the ledger names the user until it is folded, which is at once or, where it is being folded, soon. The
   * act itself stays on record, and names nobody.
   */
  async remove(userId: string, precondition: Precondition, access: Access): Promise<ErasureReceipt> {
    const act = actOf(access);
    const tables = await tablesOfUsers(this.database.forUser(userId));
    const sql = { select: `u.version AS "userVersion", ${ownedRowsJson(tables, 's.user_id')} AS erased` };
    const receipt = await this.bookkeeping.write<Leaving, ErasureReceipt>(userId, { sql }, (_state, { userVersion, erased }) => {
      assertMatches(precondition, userVersion);
      const parts = [this.sql.remove([{ userId, id: userId }]), recordAct(act)];
      const change = { parts, before: [], after: [], leaves: true } as const;
      return { change, answer: () => ({ userId, erasedAt: formatInstant(clock.now()), actId: act.id, erased }) };
    });
    await this.compaction.compact();
    await Promise.all(this.afterRemoval.map((listener) => listener(userId)));
    return receipt;
  }
}

const recordAct = (act: ActRow): Part => ({
  sql: (rowsOf) => `INSERT INTO administrative_acts SELECT r.* FROM ${rowsOf('administrative_acts', null)}`,
  rows: [act],
});

function resourceOf([row]: Row[]): Resource {
  if (!row) throw Problem.notFound('user');
  return new Resource(row.body, row.version);
}

function newUser(draft: CreateUser, id: string): { user: ReturnType<typeof complete>; answer: Resource } {
  const now = formatInstant(clock.now());
  const user = complete(draft, { id, createdAt: now, updatedAt: now });
  return { user, answer: new Resource(JSON.stringify(user), 1, { status: 201, location: `/v1/users/${id}` }) };
}

function complete(
  draft: CreateUser,
  added: Pick<UserResponse, 'id' | 'createdAt' | 'updatedAt'>,
): Pick<UserResponse, keyof UserResponse> {
  return {
    id: added.id,
    displayName: draft.displayName ?? null,
    birthDate: draft.birthDate ?? null,
    sexAtBirth: draft.sexAtBirth ?? 'unknown',
    heightCentimeters: withDecimals(draft.heightCentimeters, 1),
    weightKilograms: withDecimals(draft.weightKilograms, 2),
    timeZone: draft.timeZone ?? 'UTC',
    sourceOrder: draft.sourceOrder?.map(({ name, kind }) => ({ ...(name && { name }), ...(kind && { kind }) })) ?? null,
    shareInPopulation: draft.shareInPopulation ?? true,
    createdAt: added.createdAt,
    updatedAt: added.updatedAt,
  };
}

function draftOf(user: UserResponse): CreateUser {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...said } = user;
  return said;
}
