import type { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { KEEPER } from './acting.js';
import { type ConnectionPool, preparedPg } from './prepared-pg.js';
import { queryAs } from './query-as.js';

const MANY = 200;
const DEPTH = 64;
const OWN_NAME = 'brief statements';
let pool: ConnectionPool;
/** The roles of the service are not in this database. */
const NOBODY = { ...KEEPER, role: 'none' as never };

const openPool = (config: pg.PoolConfig = {}): void => {
  pool = new preparedPg.Pool({
    connectionString: process.env.TEST_ADMIN_URL,
    max: 4,
    pipeline: true,
    application_name: OWN_NAME,
    ...config,
  });
  pool.on('error', () => {});
};
type Kind = 'reads' | 'writes';
const ask = async (text: string, values: unknown[] = [], kind: Kind = 'reads'): Promise<Record<string, unknown>> => {
  const { rows } = await pool.queryBriefly(queryAs(NOBODY, text, values, text), kind);
  return rows[0] as Record<string, unknown>;
};
const times = <T>(count: number, task: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => task(index));
const askWhere = async (): Promise<unknown> => (await ask('SELECT pg_backend_pid() AS pid')).pid;
const ended = (outcomes: PromiseSettledResult<unknown>[], status: string): number =>
  outcomes.filter((outcome) => outcome.status === status).length;

describe('brief statements', () => {
  beforeEach(() => openPool());
  afterEach(() => pool.end());

  it('share a connection, and each gets its own answer', async () => {
    const answers = await Promise.all(times(MANY, (n) => ask(`SELECT $1::int AS n, pg_backend_pid() AS pid`, [n])));
    expect(answers.map(({ n }) => n)).toEqual(times(MANY, (n) => n));
    expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2);
    expect((await Promise.all(times(DEPTH, askWhere))).every((pid, _, pids) => pid === pids[0])).toBe(true);
  });

  it('are transactions of their own, each in the name of whom it is for', async () => {
    const names = await Promise.all(
      times(MANY, async (n) => {
        const query = queryAs({ ...NOBODY, userId: `${n}` }, `SELECT current_setting('app.user_id') AS id`, [], 'who');
        return (await pool.queryBriefly(query, 'writes')).rows as unknown[];
      }),
    );
    expect(names).toEqual(times(MANY, (n) => [{ id: `${n}` }]));
  });

  it('are told once a connection what their rows are made of', async () => {
    let told = 0;
    pool.on('connect', ({ connection }: pg.PoolClient & { connection: EventEmitter }) => {
      connection.on('rowDescription', () => (told += 1));
    });
    const texts = ['SELECT $1::int AS n, 1.5 AS x', `SELECT NULL AS no, '[1]'::json AS list, $1::int AS n`];
    const rowsOf = (n: number): unknown[] => [
      { n, x: '1.5' },
      { no: null, list: [1], n },
    ];
    const askBoth = (n: number): Promise<unknown[]> => Promise.all(texts.map((text) => ask(text, [n])));
    expect(await askBoth(0)).toEqual(rowsOf(0));
    expect(await Promise.all(times(DEPTH / 2, askBoth))).toEqual(times(DEPTH / 2, rowsOf));
    expect([pool.totalCount, told]).toEqual([1, texts.length]);
  });

  it('are told of a statement that failed before it was ever answered', async () => {
    await expect(ask('SELECT 1 / $1::int AS n', [0])).rejects.toThrow('division by zero');
    expect(await ask('SELECT 1 / $1::int AS n', [1])).toEqual({ n: 1 });
  });

  it('do not share a failure', async () => {
    const outcomes = await Promise.allSettled(times(MANY, (n) => ask('SELECT 1 / $1::int AS n', [n % 10])));
    expect([ended(outcomes, 'rejected'), ended(outcomes, 'fulfilled')]).toEqual([MANY / 10, (MANY / 10) * 9]);
    expect(pool.totalCount).toBeLessThanOrEqual(2); // what PostgreSQL refuses breaks no connection
  });

  it('go another way than one that is not brief after all', async () => {
    const order: string[] = [];
    const slow = ask('SELECT pg_sleep($1), pg_backend_pid() AS pid', [2]).finally(() => order.push('slow'));
    await pause(100);
    const pids = await Promise.all(times(DEPTH, askWhere)).finally(() => order.push('brief'));
    expect(pids).not.toContain((await slow).pid);
    expect(order).toEqual(['brief', 'slow']);
  });

  it('are spread over connections while they keep PostgreSQL waiting, and no longer', async () => {
    const wait = async (): Promise<unknown> => (await ask('SELECT pg_sleep($1), pg_backend_pid() AS pid', [0.005])).pid;
    await Promise.all(times(MANY, wait));
    const [first, second] = [wait(), wait()];
    expect(await first).not.toEqual(await second);
    for (let n = 0; n < 10; n++) await Promise.all(times(DEPTH, askWhere));
    await pause(1_100); // both connections have been shared for long enough
    expect(new Set(await Promise.all(times(DEPTH, askWhere))).size).toBe(1);
  });

  it('that write keep nobody waiting who reads', async () => {
    const order: string[] = [];
    const written = ask('SELECT pg_sleep($1)', [0.5], 'writes').finally(() => order.push('written'));
    await Promise.all(times(DEPTH, askWhere)).finally(() => order.push('read'));
    await written;
    expect(order).toEqual(['read', 'written']);
  });

  it('fail with their connection, and the next ones get another', async () => {
    const asked = Promise.allSettled(times(DEPTH, () => ask('SELECT pg_sleep($1)', [0.05])));
    await pause(20);
    const { rows } = await pool.query<{ ended: boolean }>(
      `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
WHERE application_name = $1 AND state = 'active' AND pid <> pg_backend_pid()`,
      [OWN_NAME],
    );
    expect(rows).toEqual([{ ended: true }]);
    expect(ended(await asked, 'rejected')).toBeGreaterThan(DEPTH / 2);
    expect(await ask('SELECT 1 AS n')).toEqual({ n: 1 });
  });

  it('give their connection back when they are done', async () => {
    await Promise.all(times(MANY, askWhere));
    while (pool.idleCount < pool.totalCount) await pause(5);
    expect(pool.workWaiting).toBe(0);
  });
});

describe('brief statements of a small pool', () => {
  afterEach(() => pool.end());

  it('leave it to others, however many there are', async () => {
    openPool({ max: 1, connectionTimeoutMillis: 10_000 }); // a second is enough, where nobody else is at work
    const over = new AbortController();
    const asking = times(20, async (n) => {
      while (!over.signal.aborted) await ask('SELECT 1', [], n % 2 ? 'reads' : 'writes');
    });
    await pause(100);
    const client = await pool.connect();
    expect(over.signal.aborted).toBe(false);
    client.release();
    over.abort();
    await Promise.all(asking);
  });

  it('share a connection, those that read and those that write', async () => {
    openPool({ max: 2 });
    const asked = (['reads', 'writes'] as const).map((kind) => ask('SELECT pg_backend_pid() AS pid', [], kind));
    const [read, written] = await Promise.all(asked);
    expect(read).toEqual(written);
    expect(pool.totalCount).toBe(1);
  });

  it('are given up where there is none to be had', async () => {
    openPool({ max: 1, connectionTimeoutMillis: 1_500 });
    const client = await pool.connect();
    await expect(Promise.all(times(3, askWhere))).rejects.toThrow('timeout exceeded when trying to connect');
    expect(pool.workWaiting).toBe(0);
    const later = ask('SELECT 1 AS n');
    client.release();
    expect(await later).toEqual({ n: 1 });
  });
});
