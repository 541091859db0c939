import { DataSource } from 'typeorm';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expectProblem } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();

/** The answer once it has that status: what is said of the database is two seconds old at most. */
async function readinessOf(status: number): ReturnType<ReturnType<typeof service>['get']> {
  for (;;) {
    const answer = await service().get('/health/ready');
    if (answer.status === status) return answer;
    await pause(100);
  }
}

describe('a service that is asked whether it is well', () => {
  it('lives and is ready', async () => {
    expect((await service().get('/health/live')).body).toEqual({ status: 'ok' });
    expect((await service().get('/health/ready')).body).toEqual({ status: 'ok' });
  });

  it('is not ready on tables that are older than it, and says so', async () => {
    type Migration = { id: number; name: string; timestamp: string };
    const [taken] = await service().dataSource.query<[Migration]>(
      'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING *',
    );
    const answer = await readinessOf(503);
    expectProblem(answer, 503, 'unavailable');
    expect(answer.body.detail).toBe('The tables of the database are older than this program.');
    expect((await service().get('/health/live')).status).toBe(200);
    await service().dataSource.query('INSERT INTO migrations (id, name, timestamp) VALUES ($1, $2, $3)', [
      taken.id,
      taken.name,
      taken.timestamp,
    ]);
    await readinessOf(200);
  });

  it('stays ready while all of its connections are at work', async () => {
    const busy = Array.from({ length: 6 }, () => service().app.get(DataSource).query('SELECT pg_sleep(3)'));
    await pause(2100); // until what was said of the database is forgotten
    expect((await service().get('/health/ready')).status).toBe(200);
    await Promise.all(busy);
  });

  it('says which program it is', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const [{ name }] = await service().dataSource.query<[{ name: string }]>(
      'SELECT name FROM migrations ORDER BY id DESC LIMIT 1',
    );
    const expected = { version, revision: null, algorithmVersion: 'HS-1.0', schema: name, node: process.versions.node };
    expect((await service().get('/version')).body).toEqual(expected);
  });
});

describe('what the service counts about itself', () => {
  const metrics = async (): Promise<string> =>
    (await fetch(`${service().url}/metrics`, { headers: service().credentials })).text();

  it('names routes by their pattern, and nobody', async () => {
    const userId = await service().createUser();
    await service().get(`/v1/users/${userId}`);
    await service().get('/nowhere/at/all');
    const text = await metrics();
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/v1\/users\/:userId",status="200"\} 1$/m);
    expect(text).not.toContain(userId);
    expect(text).not.toContain('nowhere');
  });

  it('sees work that waits for a connection', async () => {
    const busy = Array.from({ length: 9 }, () => service().app.get(DataSource).query('SELECT pg_sleep(0.5)'));
    const text = await metrics();
    await Promise.all(busy);
    expect(text).toMatch(/^health_tracker_database_pool_max 6$/m);
    expect(text).toMatch(/^health_tracker_database_pool_in_use 6$/m);
    expect(Number(/^health_tracker_database_pool_waiting (\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(3);
  });

  it('sees a day that is not over for everybody, a ledger that grows, and a transaction that does not end', async () => {
    const userId = await service().createUser();
    const holder = service().dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]); // the roll-over passes by
    await holder.query(`UPDATE user_states SET rolls_at = now() - interval '1 hour' WHERE user_id = $1`, [userId]);
    await holder.commitTransaction();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
    const value = async (name: string): Promise<number> =>
      Number(new RegExp(`^health_tracker_${name} (.+)$`, 'm').exec(await metrics())?.[1]);
    while (!((await value('roll_over_lag_seconds')) > 3000)) await pause(200);
    while (!((await value('oldest_transaction_seconds')) > 3)) await pause(200); // also of another login
    expect(await value('ledger_rows')).toBeGreaterThanOrEqual(0);
    await holder.rollbackTransaction();
    await holder.release();
    while ((await value('roll_over_lag_seconds')) > 0) await pause(200);
  });
});
