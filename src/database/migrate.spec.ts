import pg from 'pg';
import { migrate } from './migrate.js';
import { StartRefused } from '../start-refused.js';

describe('the migrations', () => {
  it('are run once when several processes start at the same time', async () => {
    const url = new URL(process.env.TEST_ADMIN_URL!);
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    const name = `${process.env.TEST_RUN}_empty`;
    await admin.query(`CREATE DATABASE "${name}"`);
    url.pathname = `/${name}`;

    await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)]);

    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query('SELECT name, count(*)::int AS times FROM migrations GROUP BY name');
    await client.end();
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ times }) => times === 1)).toBe(true);
  });

  it('name the database that does not answer, without its password', async () => {
    const attempt = migrate('postgres://app:secret@127.0.0.1:1/health');
    await expect(attempt).rejects.toThrow(StartRefused);
    await expect(attempt).rejects.toThrow(
      /^DATABASE_URL: no connection to 127\.0\.0\.1:1\/health: connect ECONNREFUSED 127\.0\.0\.1:1$/,
    );
  });
});
