import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AuditService } from '../src/audit/audit.service.js';
import { LEDGER_DIFFERENCES } from '../src/audit/ledger-differences.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { Dice } from './support/dice.js';
import { expectDone } from './support/records-over-http.js';
import { recordsOfPerson } from './support/records-of-person.js';
import { RememberingWriter } from './support/remembering-writer.js';
import type { Service } from './support/service.js';
import { useService } from './support/use-service.js';

const SECONDS = 6;
const PAUSE_MS = 20; // between two reads or two compactions: most of the machine is for the writers
const CLOCK_SPEED = 12 * 3600; // a local midnight somewhere several times a second
const START = Date.parse('2026-10-29T12:00:00Z'); // clocks change in America three days later

const service = useService();
/** Of one process the writes of one user take turns: two are needed for them to meet in the database. */
let processes: Service[];
beforeAll(async () => {
  processes = [service(), await service().another()];
});
const systemNow = clock.now;
afterEach(() => {
  clock.now = systemNow;
});

/** In one statement and so in one snapshot: in how many places the ledger is not the sum of the figures. */
const COUNT_DIFFERENCES = `SELECT count(*)::int AS differences FROM (${LEDGER_DIFFERENCES}) d`;

/** Reads on a connection of its own, again and again, and notes how many differences each read found. */
async function keepReading(found: number[], over: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: service().databaseUrl });
  await client.connect();
  while (!over.aborted) {
    const { rows } = await client.query<{ differences: number }>(COUNT_DIFFERENCES);
    found.push(rows[0]!.differences);
    await pause(PAUSE_MS);
  }
  await client.end();
}

/** Lets people come and go; who goes is off the list before. */
async function keepReplacing(people: string[], dice: Dice, over: AbortSignal): Promise<number> {
  let replaced = 0;
  for (; !over.aborted; replaced++) {
    await pause(200);
    people.push(await service().createUser({ timeZone: 'Asia/Tokyo' }));
    const [gone] = people.splice(dice.from(0, people.length - 2), 1);
    expectDone(await service().delete(`/v1/users/${gone}`));
  }
  return replaced;
}

async function keepDoing(task: () => Promise<number>, over: AbortSignal): Promise<number> {
  let done = 0;
  while (!over.aborted) done += await task();
  return done;
}

describe('The population', () => {
  it.each([
    { people: 3, writers: 12 },
    { people: 60, writers: 16 },
  ])('is exact at every instant while $writers writers write for $people people', async (how) => {
    const [startedAt, over] = [Date.now(), new AbortController()];
    clock.now = () => START + (Date.now() - startedAt) * CLOCK_SPEED;
    const people = await Promise.all(Array.from({ length: how.people }, () => service().createUser()));
    await service().createUser(); // for whom nobody writes: nothing but the roll-over ends this one's days
    const writers = Array.from(
      { length: how.writers },
      (_, i) =>
        new RememberingWriter(`${how.people} people, writer ${i}`, people, new Dice(i + 1), clock.now, (...request) =>
          processes[i % 2]!.request(...request),
        ),
    );
    const found: number[] = [];
    setTimeout(() => over.abort(), SECONDS * 1000);
    const [compacted, rolled, replaced] = await Promise.all([
      keepDoing(() => pause(PAUSE_MS).then(() => service().app.get(CompactionService).compact()), over.signal),
      keepDoing(() => pause(PAUSE_MS).then(() => service().app.get(RollOverService).rollDue()), over.signal),
      keepReplacing(people, new Dice(99), over.signal),
      keepReading(found, over.signal),
      keepReading(found, over.signal),
      ...writers.map((writer) => keepDoing(() => writer.write().then(() => 1), over.signal)),
    ]);

    expect(writers.flatMap(({ problems }) => problems)).toEqual([]);
    expect(found.filter((differences) => differences > 0)).toEqual([]);
    expect(Math.min(found.length, compacted, rolled, replaced)).toBeGreaterThan(0);
    for (const userId of people) {
      const stored = await recordsOfPerson(service(), userId);
      expect(writers.flatMap((writer) => writer.mistakes(userId, stored))).toEqual([]);
    }
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
    const [row] = await service().dataSource.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
    expect(row).toEqual({ deadlocks: '0' });
  });

  it('is seen to differ when a row of the ledger is wrong', async () => {
    const runner = service().dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`INSERT INTO population_ledger VALUES (gen_random_uuid(), 'steps', 'all', 0, true, 0, 0, 1, 0, 0)`);
    expect(await runner.query(COUNT_DIFFERENCES)).toEqual([{ differences: 1 }]);
    await runner.rollbackTransaction();
    await runner.release();
  });
});
