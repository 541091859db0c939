import { connectionOptions, type ConnectionSettings } from './connection-options.js';

async function sessionOf(settings: ConnectionSettings): Promise<unknown> {
  const { driver, extra } = connectionOptions(settings);
  const pool = new driver.Pool({ connectionString: process.env.TEST_ADMIN_URL, ...extra });
  const { rows } = await pool.query(
    `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
  current_setting('idle_in_transaction_session_timeout') AS idle`,
  );
  await pool.end();
  return rows[0];
}

describe('a connection', () => {
  it('has its statements, waits for locks, and idle transactions ended by the server', async () => {
    expect(await sessionOf({})).toEqual({ statement: '5s', lock: '2s', idle: '10s' });
    expect(await sessionOf({ statementTimeoutMs: 1500 })).toEqual({ statement: '1500ms', lock: '1500ms', idle: '10s' });
  });

  it('sends no settings through a pooler', async () => {
    expect(await sessionOf({ preparedStatements: false })).toEqual({ statement: '0', lock: '0', idle: '0' });
  });

  it('waits for an answer a second longer than the server works on it', () => {
    expect(connectionOptions({ statementTimeoutMs: 1500 }).extra).toMatchObject({ query_timeout: 2500 });
    expect(connectionOptions({ statementTimeoutMs: 0 }).extra).not.toHaveProperty('query_timeout');
  });
});
