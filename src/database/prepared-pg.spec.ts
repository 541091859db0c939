import pg from 'pg';
import { preparedPg, unpreparedPg } from './prepared-pg.js';

const connectionString = process.env.TEST_ADMIN_URL;

async function statementsAfter(driver: typeof preparedPg, run: (pool: pg.Pool) => Promise<unknown>): Promise<string[]> {
  const pool = new driver.Pool({ connectionString, max: 1 });
  try {
    await run(pool);
    const { rows } = await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements ORDER BY 1');
    return rows.map(({ statement }) => statement);
  } finally {
    await pool.end();
  }
}

describe('the driver', () => {
  it('has each text with parameters planned once a connection', async () => {
    const statements = await statementsAfter(preparedPg, async (pool) => {
      for (const n of [1, 2, 3]) expect((await pool.query('SELECT $1::int + 1 AS n', [n])).rows).toEqual([{ n: n + 1 }]);
      await pool.query('SELECT $1::text', ['another text']);
      await pool.query('SELECT 1');
      await pool.query('SELECT 1', []);
    });
    expect(statements).toEqual(['SELECT $1::int + 1 AS n', 'SELECT $1::text']);
  });

  it('leaves long texts of bulk statements unnamed', async () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index);
    const sum = numbers.map((index) => `$${index + 1}::int`).join(' + ');
    expect(await statementsAfter(preparedPg, (pool) => pool.query(`SELECT ${sum}`, numbers))).toEqual([]);
  });

  it('names no statement behind a pooler', async () => {
    expect(await statementsAfter(unpreparedPg, (pool) => pool.query('SELECT $1::int', [1]))).toEqual([]);
  });

  it('answers callbacks as well as promises', async () => {
    const client = new preparedPg.Client({ connectionString });
    await client.connect();
    const answer = await new Promise((resolve, reject) => {
      client.query('SELECT $1::int AS n', [7], (error: Error | null, result: pg.QueryResult) =>
        error ? reject(error) : resolve(result.rows),
      );
    });
    await client.end();
    expect(answer).toEqual([{ n: 7 }]);
  });

  it('never hands out again a connection on which a query got no answer', async () => {
    const pool = new preparedPg.Pool({ connectionString, max: 1, query_timeout: 300 });
    pool.on('error', () => {});
    const client = await pool.connect();
    await expect(client.query('SELECT pg_sleep($1)', [5])).rejects.toThrow('Query read timeout');
    client.release();
    expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    await pool.end();
  });
});
