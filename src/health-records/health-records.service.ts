import type { Repository } from 'typeorm';
import { NIL } from 'uuid';
import type { Batch } from '../http/batch.dto.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { IdempotencyKey } from '../http/idempotency-key.js';
import { mergePatch } from '../http/merge-patch.js';
import { Page } from '../http/page.js';
import { assertMatches, type Precondition } from '../http/precondition.js';
import { Problem } from '../http/problem.js';
import type { Replay } from '../http/replay.js';
import { Resource } from '../http/resource.js';
import { validateBody } from '../http/validation.pipe.js';
import type { AddedDays } from '../population/ahead.js';
import type { Ahead, BookkeepingService, Change, Decision, History, Lookup } from '../population/bookkeeping.service.js';
import type { RecordFacts } from '../population/facts.js';
import { RecordSql } from '../population/record-sql.js';
import type { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';
import type { Profile, UserState } from '../population/user-state.js';
import type { Part } from '../population/write-statement.js';
import { batchResult } from './batch-result.js';
import type { BatchResult } from './batch-result.dto.js';
import type { HealthRecord } from './health-record.entity.js';
import { Intake } from './intake.js';
import { type FoundKnown, Keeping, type KeepingPlan } from './keeping.js';
import type { Keep, KeepMode, KeptOrSuperseded, KeptRecord } from './kept-record.js';
import { periodOf, type Condition } from './list-conditions.js';
import type { ListRecordsQuery } from './list-records.dto.js';
import type { RecordDraft, RecordKind, StoredRecord } from './record-kind.js';
import { recordLookups } from './record-lookups.js';
import { newRecord, revisedRecord, sourceOf } from './recording.js';
import { supersededAmong } from './superseded.js';

/** Between two records of a list: a line of JSON has none in it. */
export const LINE_END = ',\n';
const BRIEF_PAGE = 100;
const PART = 200; // of the largest records, some megabytes

interface Found<Stored> {
  record: Stored | null;
  recordVersion: number | null;
}

/** The five verbs of every kind of health record, each starting from the owner. */
export abstract class HealthRecordsService<Draft extends RecordDraft, Stored extends StoredRecord> {
  private readonly instant: string;
  private readonly lookups: ReturnType<typeof recordLookups>;
  /** Made once: of a text that is made anew, the statement that is prepared has to be looked for anew. */
  private readonly byId: string;
  /** By the conditions: there are as many as filters can be put together. */
  private readonly pageTexts = new Map<string, string>();

  protected constructor(
    repository: Repository<HealthRecord>,
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
    private readonly kind: RecordKind<Draft, Stored>,
    private readonly sql = new RecordSql(repository.metadata),
  ) {
    this.lookups = recordLookups(sql);
    this.byId = `SELECT ${sql.representation} AS body, r.version FROM ${sql.table} r WHERE r.user_id = $1 AND r.id = $2`;
    this.instant = `r.${repository.metadata.findColumnWithPropertyName(kind.instant)!.databaseName}`;
  }

  /** Keeps a new record, or updates the one that the same source has already reported under the same `externalId`. */
  create(userId: string, draft: Draft, key: IdempotencyKey | null): Promise<Resource | Replay> {
    const source = sourceOf(draft);
    const nearby = this.kind.reads?.(draft);
    const lookup = draft.externalId
      ? { sql: this.lookups.reported, parameters: [source.name, draft.externalId], nearby }
      : { nearby };
    const decide = ({ profile }: UserState, found: Found<Stored>): Decision<Resource> => {
      if (found.recordVersion) return this.changed(found.record!, found.recordVersion, draft, profile);
      const record = newRecord(this.kind, userId, profile.timeZone, draft);
      return { change: { ...this.insertionOf([record]), before: [] }, answer: () => this.created(record, profile) };
    };
    const days = this.kind.addsTo?.(draft);
    return this.bookkeeping.write(userId, lookup, decide, key, days ? this.ahead(userId, draft, days) : null);
  }

  /** What is written of a draft before its user is seen, where it can be. */
  private ahead(userId: string, draft: Draft, days: AddedDays): Ahead<Resource> {
    const make: Ahead<Resource>['make'] = () => {
      const record = newRecord(this.kind, userId, draft.timeZone!, draft);
      return { ...this.insertionOf([record]), answer: () => this.created(record) };
    };
    return { ...days, make };
  }

  private created(record: Stored, profile?: Profile): Resource {
    const location = `/v1/users/${record.userId}/${this.kind.path}/${record.id}`;
    return new Resource(this.present(JSON.stringify(record), profile), 1, { status: 201, location });
  }

  /**
   * Keeps a thousand drafts at most by one read and one write, and says of each, in their order, what became of it: what would
   * have, had they come one after another. Drafts that are no possible records are rejected, the others are kept. The drafts are
   * checked now; what is returned looks for them and writes them. It throws a Problem 404 when there is no such user.
   */
  keeper(userId: string, drafts: readonly unknown[], mode: KeepMode): Keep {
    return new Keeping(this.bookkeeping, userId, this.plan(userId, drafts, mode));
  }

  /** Keeps a batch of drafts as {@link keeper} does, and answers what became of each. */
  createBatch(userId: string, batch: Batch, key: IdempotencyKey | null): Promise<BatchResult | Replay> {
    const { items, atomic = false, dryRun = false } = batch;
    const { lookup, outcome } = this.plan(userId, items, { atomic, dryRun });
    const decideAndTell = ({ profile }: UserState, { known = [] }: FoundKnown<Stored>): Decision<BatchResult> => {
      const { change, kept } = outcome(profile, known);
      return { change, answer: () => batchResult(kept, `/v1/users/${userId}/${this.kind.path}`, dryRun) };
    };
    return this.bookkeeping.write(userId, lookup, decideAndTell, key);
  }

  /** What must be read to keep drafts, and what follows from it. */
  private plan(
    userId: string,
    drafts: readonly unknown[],
    mode: KeepMode & { lastOnly?: false },
  ): KeepingPlan<Stored, KeptRecord>;
  private plan(userId: string, drafts: readonly unknown[], mode: KeepMode): KeepingPlan<Stored>;
  private plan(userId: string, drafts: readonly unknown[], mode: KeepMode): KeepingPlan<Stored> {
    const { atomic, dryRun, ids = [], lastOnly = false } = mode;
    const checked = drafts.map((draft) => this.checked(draft));
    const possible = checked.filter((draft) => !(draft instanceof Problem)) as Draft[];
    const isRefused = atomic && possible.length < drafts.length;
    const ownIds = ids.filter((id) => id !== undefined);
    const superseded = lastOnly ? supersededAmong(checked.map(possibleOrNull), ids) : NONE;
    return {
      drafts: drafts.length,
      lookup: this.lookupOfKnown(possible, ownIds),
      outcome: ({ timeZone }, known) => {
        const intake = new Intake(this.kind, userId, timeZone, known);
        const kept = checked.map((draft, index): KeptOrSuperseded => {
          if (superseded.has(index)) return { outcome: 'superseded' };
          if (draft instanceof Problem) return { outcome: 'rejected', problem: draft };
          return isRefused ? notWritten() : intake.take(draft, ids[index]);
        });
        return { change: dryRun ? undefined : this.changeOf(intake), kept, spoken: intake };
      },
    };
  }

  /** What it takes to bring in a new user with these records, of which the first may be given an id. */
  history(userId: string, timeZone: string, drafts: readonly Draft[], firstId?: string): History {
    const idOf = (index: number): string | undefined => (index === 0 ? firstId : undefined);
    return this.insertionOf(drafts.map((draft, index) => newRecord(this.kind, userId, timeZone, draft, idOf(index))));
  }

  /** What the records of some users say, read from the records alone. */
  async facts(db: Queryable, userIds: readonly string[]): Promise<{ userId: string; facts: RecordFacts }[]> {
    const rows = await db.query<{ userId: string; record: Stored }[]>(
      `SELECT r.user_id AS "userId", ${this.sql.representation}::json AS record FROM ${this.sql.table} r WHERE r.user_id = ANY ($1::uuid[])`,
      [userIds],
    );
    return rows.map(({ userId, record }) => ({ userId, facts: this.kind.factsOf(record) }));
  }

  /** All records of the user as clients get them, in the order in which they came in; a part at a time, as they are asked for. */
  async *all(db: Queryable, userId: string): AsyncGenerator<string> {
    for (let after: string | undefined = NIL; after !== undefined;) {
      const rows: { body: string; id: string }[] = await db.query(
        `SELECT ${this.sql.representation} AS body, r.id FROM ${this.sql.table} r
WHERE r.user_id = $1 AND r.id > $2 ORDER BY r.id LIMIT ${PART}`,
        [userId, after],
      );
      for (const { body } of rows) yield this.present(body);
      after = rows.length === PART ? rows.at(-1)!.id : undefined;
    }
  }

  /** A page of the records, the latest first. */
  async list(userId: string, query: ListRecordsQuery, conditions: readonly Condition[] = []): Promise<Page> {
    const { cursor, limit, ...filters } = query;
    const listed = { userId, path: this.kind.path, ...filters };
    const all = [...periodOf(query, this.instant), ...conditions];
    const parameters: unknown[] = [userId, ...all.map(({ parameter }) => parameter)];
    const where = ['r.user_id = $1', ...all.map(({ sql }, index) => sql(index + 2))];
    if (cursor !== undefined) {
      parameters.push(...decodeCursor(cursor, listed));
      where.push(`(${this.instant}, r.id) < ($${parameters.length - 1}::timestamptz, $${parameters.length}::uuid)`);
    }
    parameters.push(limit + 1); // one statement whatever the limit: there is room for a few hundred only
    const text = this.pageText(where.join(' AND '), parameters.length);
    const [{ found, lines }] = await this.database
      .forUser(userId, { isBrief: limit <= BRIEF_PAGE })
      .read<[{ found: number; lines: string | null }]>(text, parameters);
    if (lines === null) {
      await this.assertUserExists(userId);
      return new Page([], null);
    }
    if (found <= limit) return new Page([this.presentLines(lines)], null);
    const page = lines.slice(0, lines.lastIndexOf(LINE_END));
    const last = page.slice(page.lastIndexOf(LINE_END) + 1); // all of it, where it is the only one
    return new Page([this.presentLines(page)], encodeCursor(this.placeOf(last), listed));
  }

  async find(userId: string, id: string): Promise<Resource> {
    const database = this.database.forUser(userId, { isBrief: true });
    const [row] = await database.read<{ body: string; version: number }[]>(this.byId, [userId, id]);
    if (!row) throw Problem.notFound(this.kind.noun);
    return new Resource(this.present(row.body), row.version);
  }

  /** Merges a JSON merge patch (RFC 7396) into what was said of the record, and checks the whole anew. */
  update(userId: string, id: string, patch: object, precondition: Precondition): Promise<Resource> {
    return this.bookkeeping.write<Found<Stored>, Resource>(userId, this.lookupById(id), ({ profile }, found) => {
      const { record, version } = this.existing(found, precondition);
      const draft = validateBody(this.kind.draft, mergePatch(this.kind.draftOf(record, patch), patch));
      draft.timeZone ??= profile.timeZone; // cleared; where a source merely leaves it out of a repeated report, it stays
      return this.changed(record, version, draft, profile);
    });
  }

  async remove(userId: string, id: string, precondition: Precondition): Promise<void> {
    await this.bookkeeping.write<Found<Stored>, void>(userId, this.lookupById(id), (_state, found) => {
      const { record } = this.existing(found, precondition);
      return {
        change: { parts: [this.sql.remove([record])], before: [this.kind.factsOf(record)], after: [] },
        answer: () => undefined,
      };
    });
  }

  /** How new records are written, in their first versions or those given. */
  protected insertion(records: readonly Stored[], versions?: readonly number[]): Part[] {
    return [this.sql.insert(records, versions)];
  }

  /** How changed records are written; their versions go up by one, or by the steps given. */
  protected replacement(records: readonly Stored[], steps?: readonly number[]): Part[] {
    return [this.sql.update(records, steps)];
  }

  /** One row, a record a line, which JSON is as PostgreSQL writes it: each row would cost more than the text in it. */
  private pageText(where: string, limit: number): string {
    const known = this.pageTexts.get(where);
    if (known !== undefined) return known;
    const text = `SELECT count(*)::int AS found, string_agg(body, E',\\n') AS lines FROM (
SELECT ${this.sql.representation} AS body FROM ${this.sql.table} r
WHERE ${where} ORDER BY ${this.instant} DESC, r.id DESC LIMIT $${limit}) page`;
    this.pageTexts.set(where, text);
    return text;
  }

  /** The JSON that a client gets of a record. A write knows the user's profile; a read knows what the SQL has put into the JSON. */
  protected present(json: string, _profile?: Profile): string {
    return json;
  }

  /** The same of records a line each, with commas between. */
  protected presentLines(lines: string): string {
    return lines;
  }

  /** Where a record stands in a list. */
  private placeOf(json: string): [instant: string, id: string] {
    const record = JSON.parse(json) as { id: string; startedAt: string; collectedAt: string };
    return [record[this.kind.instant], record.id];
  }

  private insertionOf(records: readonly Stored[]): History {
    return { parts: this.insertion(records), after: records.map((record) => this.kind.factsOf(record)) };
  }

  private changed(known: Stored, version: number, draft: Draft, profile: Profile): Decision<Resource> {
    const record = revisedRecord(this.kind, known, draft);
    if (!record) return { answer: () => new Resource(this.present(JSON.stringify(known), profile), version) };
    return {
      change: { parts: this.replacement([record]), before: [this.kind.factsOf(known)], after: [this.kind.factsOf(record)] },
      answer: () => new Resource(this.present(JSON.stringify(record), profile), version + 1),
    };
  }

  private checked(draft: unknown): Draft | Problem {
    try {
      return validateBody(this.kind.draft, draft ?? null);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  private changeOf(intake: Intake<Draft, Stored>): Change | undefined {
    const { added, changed } = intake;
    if (added.length === 0 && changed.length === 0) return undefined;
    const steps = changed.map(({ before, version }) => version - before.version);
    return {
      parts: [
        ...this.insertion(
          recordsOf(added),
          added.map(({ version }) => version),
        ),
        ...this.replacement(recordsOf(changed), steps),
      ],
      before: changed.map(({ before }) => this.kind.factsOf(before.record)),
      after: [...added, ...changed].map(({ record }) => this.kind.factsOf(record)),
    };
  }

  /** All that the same sources have reported under the same identifiers, and what has the ids. */
  private lookupOfKnown(drafts: readonly Draft[], ids: readonly string[]): Lookup | null {
    const reported = drafts.filter(({ externalId }) => externalId);
    if (reported.length === 0 && ids.length === 0) return null;
    const keys = [reported.map((draft) => sourceOf(draft).name), reported.map(({ externalId }) => externalId)];
    return ids.length === 0
      ? { sql: this.lookups.known, parameters: keys }
      : { sql: this.lookups.knownOrOfIds, parameters: [...keys, ids] };
  }

  private lookupById(id: string): Lookup {
    return { sql: this.lookups.byId, parameters: [id] };
  }

  private existing(found: Found<Stored>, precondition: Precondition): { record: Stored; version: number } {
    if (found.recordVersion === null) throw Problem.notFound(this.kind.noun);
    assertMatches(precondition, found.recordVersion);
    return { record: found.record!, version: found.recordVersion };
  }

  private async assertUserExists(userId: string): Promise<void> {
    const rows = await this.database.forUser(userId).read<unknown[]>('SELECT 1 FROM users WHERE id = $1', [userId]);
    if (rows.length === 0) throw Problem.notFound('user');
  }
}

const recordsOf = <Stored>(revisions: readonly { record: Stored }[]): Stored[] => revisions.map(({ record }) => record);

const NONE: ReadonlySet<number> = new Set();
const possibleOrNull = <Draft>(draft: Draft | Problem): Draft | null => (draft instanceof Problem ? null : draft);

/** Of an item that could have been written, had not another one been rejected. */
const notWritten = (): KeptRecord => ({
  outcome: 'rejected',
  problem: new Problem(424, 'not_written', { detail: 'Nothing was written, because another item was rejected.' }),
});
