import pg from 'pg';
import { parse } from 'libpg-query';
import { AuditService } from '../src/audit/audit.service.js';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { crowd } from './support/crowd.js';
import { createEmptyTestDatabase, dropTestDatabase } from './support/database.js';
import { Dice } from './support/dice.js';
import { send } from './support/records-over-http.js';
import { Service } from './support/service.js';

const MIGRATIONS_TABLE = 'migrations'; // TypeORM's own, which stays with the coordinator

interface Step {
  table: string;
  step: 'made' | 'spread' | 'tied';
}

/** What a migration does to tables, in order; a table that is tied in the moment in which it is made counts as both. */
async function stepsOf(text: string): Promise<Step[]> {
  const { stmts = [] } = await parse(text);
  return stmts.flatMap(({ stmt }) => {
    const { CreateStmt, AlterTableStmt, DoStmt } = stmt as unknown as Record<string, { relation: { relname: string } }>;
    const table = (CreateStmt ?? AlterTableStmt)?.relation?.relname;
    const isTied = JSON.stringify(stmt).includes('CONSTR_FOREIGN');
    if (DoStmt)
      return [...text.matchAll(/PERFORM create_\w+\('(\w+)'/g)].map(([, name = '']) => ({ table: name, step: 'spread' }));
    if (table === undefined) return [];
    return [...(CreateStmt ? [{ table, step: 'made' }] : []), ...(isTied ? [{ table, step: 'tied' }] : [])];
  }) as Step[];
}

describe('The migrations', () => {
  let texts: string[];
  let columns: Map<string, string[]>;

  beforeAll(async () => {
    const url = await createEmptyTestDatabase();
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    await migrate(url);
    texts = sent.mock.calls.flatMap(([what]) => (typeof what === 'string' ? [what] : []));
    sent.mockRestore();
    const dataSource = await createDataSource(url).initialize();
    const rows = await dataSource.query<{ name: string; columns: string[] }[]>(
      `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
      WHERE table_schema = 'public' GROUP BY 1`,
    );
    columns = new Map(rows.filter(({ name }) => name !== MIGRATIONS_TABLE).map(({ name, columns: all }) => [name, all]));
    await dataSource.destroy();
    await dropTestDatabase(url);
  });

  it('spread every table: of a user by the user, beside the others of that user; all others to every node', () => {
    const spread = texts.flatMap((text) => [
      ...text.matchAll(/PERFORM (create_\w+)\('(\w+)'(?:, '(\w+)')?(?:, colocate_with => '(\w+)')?\)/g),
    ]);
    const kinds = Object.fromEntries(spread.map(([, how, table, column, beside]) => [table, [how, column, beside]]));
    const expected = Object.fromEntries(
      [...columns].map(([table, names]) => {
        if (table === 'users') return [table, ['create_distributed_table', 'id', undefined]];
        if (names.includes('user_id')) return [table, ['create_distributed_table', 'user_id', 'users']];
        return [table, ['create_reference_table', undefined, undefined]];
      }),
    );
    expect(kinds).toEqual(expected);
  });

  it('make tables first, then spread them, then say which rows need each other: no other order can be spread', async () => {
    const steps = (await Promise.all(texts.map((text) => stepsOf(text)))).flat();
    for (const table of columns.keys()) {
      const ofTable = steps.filter((step) => step.table === table).map(({ step }) => step);
      expect([table, ofTable.join(' ')]).toEqual([table, expect.stringMatching(/^made spread( tied)*$/)]);
    }
  });
});

// CITUS_URL is an empty database of a coordinator, in which the extension is made and its workers are known.
const citus = process.env.CITUS_URL;
(citus === undefined ? describe.skip : describe)('On a sharded PostgreSQL', () => {
  let service: Service;
  beforeAll(async () => {
    const dataSource = await createDataSource(citus!).initialize();
    const tables = await dataSource.query<object[]>(`SELECT FROM pg_tables WHERE schemaname = 'public'`);
    await dataSource.destroy();
    if (tables.length > 0) throw new Error('CITUS_URL is not empty, and would be afterwards');
    await migrate(citus!);
    service = await Service.on(citus!);
  }, 120_000);
  afterAll(async () => {
    if (service === undefined) return;
    await service.app.close();
    const dataSource = await createDataSource(citus!).initialize();
    await dataSource.query('DROP SCHEMA public CASCADE');
    await dataSource.query('CREATE SCHEMA public');
    await dataSource.destroy();
  });

  it('a user’s rows lie together', async () => {
    const places = await service.dataSource.query<{ table: string; place: number }[]>(
      `SELECT table_name::text AS table, colocation_id AS place FROM citus_tables WHERE citus_table_type = 'distributed'`,
    );
    expect(places.length).toBeGreaterThan(8);
    expect(new Set(places.map(({ place }) => place)).size).toBe(1);
  });

  it('people send their records, are scored, and the audit finds every integer as it should be', async () => {
    const people = crowd(14, Date.now(), new Dice(6));
    await send(service, people);
    const { body } = await service.get('/v1/users?limit=200');
    const ids = (body as { data: { id: string }[] }).data.map(({ id }) => id);
    expect(ids).toHaveLength(people.length);
    for (const id of ids) expect((await service.get(`/get_health_score?user_id=${id}`)).status).toBe(200);
    expect(await service.app.get(AuditService).auditAll()).toEqual({ users: people.length, differences: [] });
  }, 120_000);

  it('with a user everything of the user goes', async () => {
    const { body } = await service.get('/v1/users?limit=1');
    const [{ id }] = (body as { data: [{ id: string }] }).data;
    expect((await service.delete(`/v1/users/${id}`)).status).toBe(200);
    expect((await service.get(`/v1/users/${id}`)).status).toBe(404);
    const left = await service.dataSource.query<[{ rows: number }]>(
      'SELECT count(*)::int AS rows FROM figures WHERE user_id = $1',
      [id],
    );
    expect(left).toEqual([{ rows: 0 }]);
  });
});
