import { DataSource } from 'typeorm';
import { Database } from '../src/database/database.js';
import { expectDone } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const service = useService();
const WALK = { type: 'walking', startedAt: '2026-10-01T08:00:00Z', endedAt: '2026-10-01T09:00:00Z', steps: 4000 };
const NIGHT = { startedAt: '2026-10-01T22:00:00Z', endedAt: '2026-10-02T06:00:00Z', totalSleepSeconds: 27_000 };
const BLOOD = { collectedAt: '2026-10-01T08:00:00Z', results: [{ analyte: 'hdl', value: 60, unit: 'mg/dL' }] };

/** What statements are asked of as the service would ask them, with a WHERE that was forgotten. */
const database = (): Database => service().app.get(Database);
const refusal = (statement: Promise<unknown>): Promise<string> =>
  statement.then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );

/** The tables of users, and the column that says whose a row is. */
async function tablesOfUsers(): Promise<{ table: string; owner: string }[]> {
  return service().dataSource.query(`SELECT c.relname AS table, CASE c.relname WHEN 'users' THEN 'id' ELSE 'user_id' END AS owner
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'population_ledger'
      AND (c.relname = 'users' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id'))
    ORDER BY 1`);
}

let ada: string;
let bob: string;
beforeAll(async () => {
  [ada, bob] = [await service().createUser(), await service().createUser()];
  for (const userId of [ada, bob]) {
    const key = { 'idempotency-key': 'the-same-for-both' };
    expectDone(await service().post(`/v1/users/${userId}/physical-activities`, WALK, key));
    expectDone(await service().post(`/v1/users/${userId}/sleep-sessions`, NIGHT));
    expectDone(await service().post(`/v1/users/${userId}/blood-tests`, BLOOD));
  }
});

describe('The database', () => {
  it('holds every table of users to it, and its owner, too', async () => {
    const tables = await service().dataSource.query<{ table: string; secured: boolean; owner: string }[]>(
      `SELECT relname AS table, relrowsecurity AND relforcerowsecurity AS secured, pg_get_userbyid(relowner) AS owner
       FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    const secured = tables.filter((one) => one.secured).map(({ table }) => table);
    const ofUsers = (await tablesOfUsers()).map(({ table }) => table);
    expect(secured.toSorted()).toEqual([...ofUsers, 'administrative_acts'].toSorted());
    expect(secured).toEqual(expect.arrayContaining(['users', 'figures', 'idempotency_keys', 'blood_test_results']));
    expect(tables.filter(({ owner }) => owner.startsWith('health_tracker'))).toEqual([]);
  });

  it('gives one user’s rows to who asks for that user, whatever the statement forgets', async () => {
    for (const { table, owner } of await tablesOfUsers()) {
      const owners = (await database().forUser(ada).query<{ id: string }[]>(`SELECT DISTINCT ${owner} AS id FROM ${table}`)).map(
        ({ id }) => id,
      );
      expect([table, owners.filter((id) => id !== ada)]).toEqual([table, []]);
    }
    for (const table of ['users', 'physical_activities', 'sleep_sessions', 'blood_tests', 'blood_test_results', 'daily_totals']) {
      expect([table, (await database().forUser(ada).query<unknown[]>(`SELECT 1 FROM ${table}`)).length > 0]).toEqual([
        table,
        true,
      ]);
    }
  });

  it('gives nothing to who asks for nobody', async () => {
    for (const { table } of await tablesOfUsers())
      expect([table, await service().app.get(DataSource).query(`SELECT * FROM ${table}`)]).toEqual([table, []]);
  });

  it('changes and removes nothing of anybody else', async () => {
    const all = (): Promise<unknown> => service().dataSource.query(`SELECT * FROM physical_activities WHERE user_id = '${bob}'`);
    const before = await all();
    await database().forUser(ada).query('UPDATE physical_activities SET steps = 1');
    await database().forUser(ada).query(`DELETE FROM users WHERE id = '${bob}'`);
    await database().forUser(ada).query(`DELETE FROM sleep_sessions WHERE user_id <> '${ada}'`);
    expect(await all()).toEqual(before);
    const forBob = database()
      .forUser(ada)
      .query(`INSERT INTO figures (user_id, metric, absent_reason) VALUES ('${bob}', 'hdl', 'stale')`);
    expect(await refusal(forBob)).toBe('new row violates row-level security policy for table "figures"');
    const toBob = database().forUser(ada).query(`UPDATE daily_totals SET user_id = '${bob}'`);
    expect(await refusal(toBob)).toBe('new row violates row-level security policy for table "daily_totals"');
  });

  it('holds on to it through transactions, errors, and many users at once', async () => {
    const ids = [ada, bob, await service().createUser(), ''];
    const turns = Array.from({ length: 200 }, (_, turn) => ids[(turn * 7) % ids.length]!);
    const seen = await Promise.all(
      turns.map(async (id, turn) => {
        const db = database().forUser(id);
        if (turn % 3 === 0) {
          return db.transaction((manager) => manager.query<{ id: string }[]>('SELECT id FROM users'));
        }
        if (turn % 5 === 0) await refusal(db.query('SELECT 1 / $1::int', [0]));
        return db.query<{ id: string }[]>(
          turn % 2 === 0 ? 'SELECT id FROM users' : 'SELECT id FROM users WHERE true = $1',
          turn % 2 === 0 ? [] : [true],
        );
      }),
    );
    for (const [turn, id] of turns.entries()) expect(seen[turn]!.map((row) => row.id)).toEqual(id === '' ? [] : [id]);
  });

  it('takes back a connection on which nobody could be taken on as it gave it', async () => {
    const nobody = database().forUser('no\u0000body'); // a text that PostgreSQL refuses
    for (let turn = 0; turn < 12; turn += 1)
      expect(await refusal(nobody.begin('REPEATABLE READ'))).toMatch(/invalid byte sequence/);
    const seen = await Promise.all(Array.from({ length: 12 }, () => database().forUser(ada).query('SELECT id FROM users')));
    expect(seen).toEqual(seen.map(() => [{ id: ada }]));
  });

  it('lets the keeper read everybody and write only what follows from the records', async () => {
    const users = await database().forEverybody.query<{ id: string }[]>('SELECT id FROM users');
    expect(users.map(({ id }) => id)).toEqual(expect.arrayContaining([ada, bob]));
    for (const statement of [
      'DELETE FROM users',
      'UPDATE physical_activities SET steps = 1',
      `INSERT INTO blood_tests SELECT * FROM blood_tests`,
      'DELETE FROM sleep_sessions',
      'SELECT * FROM service_keys',
    ]) {
      expect([statement, await refusal(database().forEverybody.query(statement))]).toEqual([
        statement,
        expect.stringMatching(/^permission denied for table/),
      ]);
    }
  });

  it('gives the rows of several users to who writes for them, and only what that takes', async () => {
    const others = await service().createUser();
    const several = database().forSeveral([ada, bob]);
    const owners = [
      ['users', 'id'],
      ['user_states', 'user_id'],
      ['physical_activities', 'user_id'],
      ['daily_totals', 'user_id'],
      ['figures', 'user_id'],
    ];
    for (const [table, owner] of owners) {
      const rows = await several.query<{ id: string }[]>(`SELECT DISTINCT ${owner} AS id FROM ${table} ORDER BY 1`);
      expect([table, rows.map(({ id }) => id)]).toEqual([table, [ada, bob].toSorted()]);
      const seenByNobody = database().forSeveral([]).query(`SELECT 1 FROM ${table}`);
      expect([table, await seenByNobody]).toEqual([table, []]);
    }
    await several.query('UPDATE user_states SET version = version + 1');
    const state = 'SELECT version::int FROM user_states WHERE user_id = $1';
    expect(await service().dataSource.query(state, [others])).toEqual([{ version: 1 }]);
    const toOthers = several.query('UPDATE daily_totals SET user_id = $1', [others]);
    expect(await refusal(toOthers)).toBe('new row violates row-level security policy for table "daily_totals"');
    for (const statement of [
      'SELECT birth_date FROM users',
      'SELECT steps FROM physical_activities',
      'UPDATE physical_activities SET steps = 1',
      'DELETE FROM daily_totals',
      'SELECT 1 FROM sleep_sessions',
      'SELECT 1 FROM blood_test_results',
      'SELECT 1 FROM population_ledger',
      'UPDATE users SET share_in_population = false',
    ]) {
      expect([statement, await refusal(several.query(statement))]).toEqual([
        statement,
        expect.stringMatching(/^permission denied for table/),
      ]);
    }
  });

  it('keeps keys from everybody but those who check them, and records from these', async () => {
    expect(await refusal(database().forUser(ada).query('SELECT * FROM service_keys'))).toMatch(/^permission denied/);
    expect(await refusal(database().forAccess.query('SELECT * FROM users'))).toMatch(/^permission denied/);
    expect(await refusal(database().forAccess.query('DELETE FROM service_keys'))).toMatch(/^permission denied/);
  });

  it('lets nobody change the schema or the rules', async () => {
    for (const statement of ['ALTER TABLE users DISABLE ROW LEVEL SECURITY', 'DROP TABLE users', 'CREATE TABLE mine (id int)']) {
      expect([statement, await refusal(database().forUser(ada).query(statement))]).toEqual([
        statement,
        expect.stringMatching(/^(must be owner|permission denied)/),
      ]);
    }
  });
});
