import { setTimeout as pause } from 'node:timers/promises';
import { RepairService } from '../src/audit/repair.service.js';
import { Database } from '../src/database/database.js';
import { FIRST_BUCKET_SLOT } from '../src/population/ledger.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { FoldedPopulation, type PlaceSums } from '../src/population/folded-population.js';
import { PopulationFoldsService } from '../src/population/population-folds.service.js';
import { ENTRY_COLUMNS, FOLDING_LOCK, NEWEST_FOLD } from '../src/population/population-folds.js';
import { FINEST_COHORTS } from '../src/scoring/cohorts.js';
import { HISTOGRAM_BUCKETS } from '../src/scoring/histogram.js';
import { METRIC_IDS } from '../src/scoring/metrics.js';
import { crowd } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { expectDone, send } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const SECONDS = 5;
const service = useService();
const sql = <T>(text: string): Promise<T[]> => service().dataSource.query<T[]>(text);
const compact = (): Promise<number> => service().app.get(CompactionService).compact();
/** Folds, also where the service is just at it by itself, until a statement gives so many rows. */
async function compactUntil(text: string, count: number): Promise<void> {
  for (await compact(); (await sql(text)).length !== count; await pause(20)) await compact();
}
/** What another process would know. */
const stranger = (): PopulationFoldsService => new PopulationFoldsService(service().app.get(Database));

const entries = (where: string): string =>
  `(SELECT coalesce(json_agg(json_build_array(${ENTRY_COLUMNS})), '[]') FROM population_ledger WHERE ${where})`;
/** In one statement and so in one snapshot: the newest fold, what is fresh beside it, and everything. */
const LOOK = `SELECT ${NEWEST_FOLD} AS fold, ${entries('fresh')} AS fresh, ${entries('true')} AS everything`;
interface Look {
  fold: string;
  fresh: PlaceSums[];
  everything: PlaceSums[];
}

/** Every number that a score could be made of, as one text. */
const numbersOf = (population: FoldedPopulation): string =>
  METRIC_IDS.flatMap((metric) =>
    FINEST_COHORTS.map((cohort) => {
      const { n, s, q, sRaw, qRaw } = population.moments(metric, cohort);
      const counts = Array.from({ length: HISTOGRAM_BUCKETS }, (_, bucket) => population.about(metric, cohort, bucket).equal);
      return [metric, cohort, n, s, q, sRaw, qRaw, ...counts].join(' ');
    }),
  ).join('\n');

/** Looks until the process knows the fold that it sees, and compares; returns the fold. */
async function look(known: PopulationFoldsService): Promise<string> {
  for (;;) {
    const [{ fold, fresh, everything }] = (await sql<Look>(LOOK)) as [Look];
    const folded = known.at(fold);
    if (folded) {
      expect(numbersOf(folded.with(fresh, null))).toBe(numbersOf(FoldedPopulation.EMPTY.with(everything, null)));
      return fold;
    }
    await known.follow();
  }
}

describe('What is fresh', () => {
  const FRESH = 5_000;
  const readAlongIndex = async (): Promise<number> => {
    const [index] = await sql<{ read: string }>(
      `SELECT idx_tup_fetch AS read FROM pg_stat_user_indexes WHERE indexrelname = 'population_ledger_fresh'`,
    );
    return Number(index!.read);
  };

  it('is read along its index, which passes over what is gone, where a bitmap or the whole table would seem cheaper', async () => {
    const id = await service().createUser();
    const owner = service().dataSource.createQueryRunner();
    await owner.query(`SELECT pg_advisory_lock(${FOLDING_LOCK})`); // nobody folds, along whatever index
    try {
      await owner.query(`INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw)
SELECT gen_random_uuid(), 'steps', 'all', ${FIRST_BUCKET_SLOT}, true, 1, 0, 0, 0, 0 FROM generate_series(1, ${FRESH})`);
      await owner.query('ANALYZE population_ledger');
      const [plan] = await sql<{ 'QUERY PLAN': string }>('EXPLAIN SELECT slot FROM population_ledger WHERE fresh');
      expect(plan!['QUERY PLAN']).toMatch(/^(Seq|Bitmap Heap) Scan/);
      const before = await readAlongIndex();
      do {
        expectDone(await service().get(`/v1/users/${id}/health-score`));
        await pause(100); // PostgreSQL counts what was read when it comes to it
      } while ((await readAlongIndex()) < before + FRESH);
    } finally {
      await owner.query(`DELETE FROM population_ledger WHERE cohort = 'all' AND fresh`);
      await owner.query(`SELECT pg_advisory_unlock(${FOLDING_LOCK})`);
      await owner.release();
    }
  }, 20_000);
});

describe('What a process knows of the folded ledger', () => {
  it('is, with what is fresh, the whole ledger, while people write, come and go, and several processes fold', async () => {
    const over = new AbortController();
    setTimeout(() => over.abort(), SECONDS * 1000);
    const writing = Array.from({ length: 2 }, async (_, seed) => {
      for (const dice = new Dice(seed); !over.signal.aborted;) {
        const people = crowd(2, Date.now(), dice);
        await send(service(), people);
        for (const { id } of people.slice(1)) expectDone(await service().delete(`/v1/users/${id}`));
      }
    });
    const folding = [3, 17].map(async (ms) => {
      for (; !over.signal.aborted; await pause(ms)) await compact();
    });
    const seen = new Set<string>();
    const looking = [stranger(), service().app.get(PopulationFoldsService)].map(async (known) => {
      for (; !over.signal.aborted; await pause(10)) seen.add(await look(known));
    });
    await Promise.all([...writing, ...folding, ...looking]);
    expect(seen.size).toBeGreaterThan(5);
  }, 60_000);

  it('is read anew after a repair of what is folded', async () => {
    await compact();
    const known = stranger();
    const before = await look(known);
    await sql(`UPDATE population_ledger SET n = n + 1, s = s + 5 WHERE slot = 0`);
    await service().app.get(RepairService).repairAll();
    expect(await look(known)).not.toBe(before);
  });

  it('is read anew by who was away for too long', async () => {
    const known = stranger();
    await look(known);
    await send(service(), crowd(2, Date.now(), new Dice(40)));
    await compactUntil('SELECT slot FROM population_ledger WHERE fresh', 0);
    await sql(`UPDATE population_folds SET folded_at = now() - interval '1 minute'`);
    await compactUntil('SELECT number FROM population_folds', 1);
    await look(known);
  });

  it('is told for seconds only: soon after, the ledger alone is left', async () => {
    await send(service(), crowd(2, Date.now(), new Dice(41)));
    await compactUntil('SELECT slot FROM population_ledger WHERE fresh', 0);
    expect(await sql(`SELECT number FROM population_folds WHERE entries::text LIKE '%steps%'`)).not.toEqual([]);
    const known = stranger();
    const before = await look(known);
    await sql(`UPDATE population_folds SET folded_at = now() - interval '1 minute'`);
    await compactUntil(`SELECT number FROM population_folds WHERE entries::text <> '[]'`, 0);
    expect(await sql('SELECT entries::text FROM population_folds')).toEqual([{ entries: '[]' }]);
    expect(await look(known)).toBe(before);
  });

  it('cannot be folded by who does not tell', async () => {
    const folding = sql(`UPDATE population_ledger SET fresh = false, fold = NULL`);
    await expect(folding).rejects.toThrow('what_is_folded_names_its_fold');
  });
});
