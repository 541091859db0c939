import type { QueryRunner } from 'typeorm';
import { AuditService } from '../src/audit/audit.service.js';
import { RepairService } from '../src/audit/repair.service.js';
import { BucketsAlone1796100000000 } from '../src/database/migrations/1796100000000-buckets-alone.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { FOLDING_LOCK } from '../src/population/population-folds.js';
import { clock } from '../src/time/clock.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { expectDone, send } from './support/records-over-http.js';
import type { Service } from './support/service.js';
import { useService } from './support/use-service.js';

const NOW = Date.parse('2026-11-03T10:20:00Z');
const service = useService();
const systemNow = clock.now;
const people = crowd(36, NOW, new Dice(23));

beforeAll(async () => {
  clock.now = () => NOW;
  await send(service(), people);
  expectDone(await service().patch(`/v1/users/${people[0]!.id}`, { shareInPopulation: false }));
  await service().app.get(CompactionService).compact();
}, 120_000);
afterAll(() => {
  clock.now = systemNow;
});

/** Does something in a transaction of the owner of the tables, while nobody folds. */
async function whileNobodyFolds(work: (owner: QueryRunner) => Promise<void>): Promise<void> {
  const owner = service().dataSource.createQueryRunner();
  await owner.startTransaction();
  try {
    await owner.query(`SELECT pg_advisory_xact_lock(${FOLDING_LOCK})`);
    await work(owner);
    await owner.commitTransaction();
  } finally {
    await owner.release();
  }
}

interface Asked {
  query<T>(sql: string): Promise<T>;
}
const IS_GROUP = 'slot BETWEEN 1 AND 23';
const slotsOfGroups = async (db: Asked, where: string): Promise<number[]> => {
  const rows = await db.query<{ slot: number }[]>(
    `SELECT DISTINCT slot::int FROM population_ledger WHERE ${IS_GROUP} AND ${where} ORDER BY 1`,
  );
  return rows.map(({ slot }) => slot);
};
const slots = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Counts that are nobody's, in the groups up to one, of each metric and cohort. */
const writeGroups = (db: Asked, last: number, kind: 'fresh' | 'folded'): Promise<unknown> =>
  db.query(`INSERT INTO population_ledger (metric, cohort, slot, s, q, s_raw, q_raw, user_id, n, fresh, fold)
SELECT metric, cohort, slot, 0, 0, 0, 0, '${people[1]!.id}', ${kind === 'fresh' ? '1000, true, NULL' : '-77, false, 0'}
FROM (SELECT DISTINCT metric, cohort FROM population_ledger) l, generate_series(1, ${last}) slot`);

/** Everything that is told of the population or of anybody in it. */
async function told(by: Service): Promise<unknown[]> {
  const paths = people.map(({ id }) => `/get_health_score?user_id=${id}`);
  const answers = await Promise.all([...paths, '/v1/population/statistics'].map((path) => by.get(path)));
  return answers.map((answer) => expectDone(answer).body as unknown);
}

const differences = async (): Promise<unknown[]> => (await service().app.get(AuditService).auditAll()).differences;

describe('Counts of groups of buckets, as a process of the former version writes them', () => {
  it('change no score and no statistic, are no fault to an audit, and go when there is something new of them', async () => {
    const before = await told(service());
    const { dataSource } = service();
    await writeGroups(dataSource, 23, 'folded');
    await whileNobodyFolds(async () => {
      await writeGroups(dataSource, 12, 'fresh');
      expect(await told(service())).toEqual(before);
      expect(await told(await service().another())).toEqual(before); // which has read what is folded just now
      expect(await differences()).toEqual([]);
      expect([await slotsOfGroups(dataSource, 'fresh'), await slotsOfGroups(dataSource, 'NOT fresh')]).toEqual([
        slots(1, 12),
        slots(1, 23),
      ]);
    });
    while ((await slotsOfGroups(dataSource, 'fresh')).length > 0) await service().app.get(CompactionService).compact(); // two at once
    expect(await slotsOfGroups(dataSource, 'NOT fresh')).toEqual(slots(13, 23));
    expect(await differences()).toEqual([]);
    expect(await service().app.get(RepairService).repairAll()).toMatchObject({ repairedUsers: 0, repairedPlaces: 0 });
    expect(await told(service())).toEqual(before);
  });
});

describe('The migration that leaves buckets alone', () => {
  const migration = new BucketsAlone1796100000000();
  const sums = (db: Asked, of: string): Promise<unknown> =>
    db.query(`SELECT metric COLLATE "C" AS metric, cohort COLLATE "C" AS cohort, slot::int, sum(n)::int AS n FROM ${of}
GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3`);
  const GROUPS = `population_ledger WHERE ${IS_GROUP}`;
  const GROUPS_OF_FIGURES = `(SELECT f.metric, s.cohort, 1 + f.bucket / 23 AS slot, 1 AS n FROM figures f
  JOIN user_states s USING (user_id) JOIN users u ON u.id = f.user_id AND u.share_in_population WHERE f.x IS NOT NULL) f`;
  const OTHERS = `SELECT l.*, ctid FROM population_ledger l WHERE NOT (${IS_GROUP}) ORDER BY ctid`;

  it('takes their groups away, folded or not, and nothing else', async () => {
    await whileNobodyFolds(async (owner) => {
      await writeGroups(owner, 23, 'folded');
      await writeGroups(owner, 5, 'fresh');
      const others: unknown = await owner.query(OTHERS);
      await migration.up(owner);
      expect(await slotsOfGroups(owner, 'true')).toEqual([]);
      expect(await owner.query(OTHERS)).toEqual(others);
    });
    expect(await differences()).toEqual([]);
  });

  it('is undone to what the former version would have counted, whatever there is of groups', async () => {
    await whileNobodyFolds(async (owner) => {
      await send(service(), crowd(4, NOW, new Dice(24)));
      expect(await owner.query('SELECT DISTINCT fresh FROM population_ledger WHERE slot >= 24')).toHaveLength(2);
      const expected = await sums(owner, GROUPS_OF_FIGURES);
      expect(expected).not.toEqual([]);
      await migration.down(owner);
      expect(await sums(owner, GROUPS)).toEqual(expected);
      await writeGroups(owner, 23, 'folded');
      await migration.down(owner);
      expect(await sums(owner, GROUPS)).toEqual(expected);
    });
  });
});
