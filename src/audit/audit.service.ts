import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import { keyOf } from '../population/daily-totals.js';
import type { RecordFacts } from '../population/facts.js';
import { ledgerEntries, type LedgerEntry } from '../population/ledger.js';
import { readStored, STATE_COLUMNS, toUserState, type ReadState } from '../population/stored-facts.js';
import type { UserState } from '../population/user-state.js';
import { finestCohort } from '../scoring/cohorts.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { differences, type Difference } from './difference.js';
import { LedgerSums } from './ledger-sums.js';
import { recomputed } from './recomputation.js';

const CHUNK = 200;

/** What an audit looked at, and everything in which the derived tables differ from the records. */
export interface Audit {
  users: number;
  differences: Difference[];
}

/** Recomputes everything that is derived, from the records alone and in one snapshot, and compares every integer. */
@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: PhysicalActivitiesService,
    private readonly sleep: SleepSessionsService,
    private readonly bloodTests: BloodTestsService,
  ) {}

  /** Everybody, and the population that they make. */
  auditAll(onProgress: (users: number) => void = () => undefined): Promise<Audit> {
    return this.inOneSnapshot(async (manager) => {
      const audit: Audit = { users: 0, differences: [] };
      const expected = new LedgerSums();
      for await (const states of this.everybody(manager)) {
        audit.differences.push(...(await this.compare(manager, states, expected)));
        onProgress((audit.users += states.length));
      }
      const stored = new LedgerSums(await manager.query<LedgerEntry[]>(LedgerSums.QUERY));
      audit.differences.push(...differences('population_ledger', null, stored.byPlace(), expected.byPlace()));
      return audit;
    });
  }

  /** Some users, drawn at random; of the population, nothing. */
  auditSample(size: number): Promise<Audit> {
    return this.inOneSnapshot(async (manager) => {
      // A random place in the order of ids: a sample that costs the same whatever the number of users.
      const rows = await manager.query<(ReadState & { userId: string })[]>(
        `${READ_STATES} WHERE s.user_id >= gen_random_uuid() ORDER BY s.user_id LIMIT $1`,
        [size],
      );
      const states = rows.map((row) => toUserState(row.userId, row));
      return { users: states.length, differences: await this.compare(manager, states, new LedgerSums()) };
    });
  }

  private inOneSnapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      await manager.query('SET LOCAL statement_timeout = 0');
      return work(manager);
    });
  }

  private async *everybody(manager: EntityManager): AsyncGenerator<UserState[]> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await manager.query<(ReadState & { userId: string })[]>(
        `${READ_STATES} WHERE s.user_id > $1 ORDER BY s.user_id LIMIT ${CHUNK}`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => toUserState(row.userId, row));
      after = last.userId;
    }
  }

  private async compare(manager: EntityManager, states: readonly UserState[], expectedLedger: LedgerSums): Promise<Difference[]> {
    const userIds = states.map(({ userId }) => userId);
    const said = new Map<string, RecordFacts[]>(userIds.map((userId) => [userId, []]));
    for (const kind of [this.activities, this.sleep, this.bloodTests]) {
      for (const { userId, facts } of await kind.facts(manager, userIds)) said.get(userId)!.push(facts);
    }
    const stored = await readStored(manager, userIds);
    return states.flatMap((state) => {
      const { userId, profile, asOf } = state;
      const expected = recomputed(profile, asOf, said.get(userId)!);
      const { totals, figures } = stored.get(userId)!;
      const cohort = finestCohort(profile.sexAtBirth, profile.birthDate, asOf);
      expectedLedger.add(ledgerEntries({ cohort, figures: [] }, { cohort, figures: expected.figures.values() }));
      return [
        ...differences('user_states', userId, new Map([['cohort', { cohort: state.cohort }]]), new Map([['cohort', { cohort }]])),
        ...differences('daily_totals', userId, new Map(totals.map((row) => [keyOf(row), row])), expected.totals),
        ...differences('figures', userId, new Map(figures.map((row) => [row.metric as string, row])), expected.figures),
      ];
    });
  }
}

const READ_STATES = `SELECT s.user_id AS "userId", ${STATE_COLUMNS} FROM user_states s JOIN users u ON u.id = s.user_id`;
