import { DataSource, QueryFailedError } from 'typeorm';
import { fileOf, imported } from './support/import-files.js';
import { useService } from './support/use-service.js';

const service = useService();
const query = <T>(sql: string, parameters?: unknown[]): Promise<T[]> => service().dataSource.query<T[]>(sql, parameters);

/** By table and column: the type as PostgreSQL writes it, and whether the column may be null. */
type Columns = Record<string, Record<string, string>>;

const SYNONYMS: Record<string, string> = { timestamptz: 'timestamp with time zone' };

function columnsOfEntities(): Columns {
  return Object.fromEntries(
    service()
      .app.get(DataSource)
      .entityMetadatas.map(({ tableName, columns }) => [
        tableName,
        Object.fromEntries(
          columns.map(({ databaseName, type, precision, scale, isArray, isNullable }) => {
            const name = SYNONYMS[String(type)] ?? String(type);
            const exact = typeof precision === 'number' ? `(${precision},${scale})` : '';
            return [databaseName, `${name}${exact}${isArray ? '[]' : ''}${isNullable ? '' : ' not null'}`];
          }),
        ),
      ]),
  );
}

async function columnsOfTables(): Promise<Columns> {
  const rows = await query<{ table: string; column: string; type: string }>(
    `SELECT c.relname AS table, a.attname AS column,
      format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  const tables: Columns = {};
  for (const { table, column, type } of rows) (tables[table] ??= {})[column] = type;
  return tables;
}

describe('the migrated schema', () => {
  it('has exactly the columns of the entities, with the same types', async () => {
    const [entities, tables] = [columnsOfEntities(), await columnsOfTables()];
    expect(Object.keys(entities)).toEqual(
      expect.arrayContaining(['users', 'physical_activities', 'sleep_sessions', 'blood_tests']),
    );
    for (const [table, columns] of Object.entries(entities)) expect([table, tables[table]]).toEqual([table, columns]);
  });

  it('ends with a user everything that is the user’s: every table of a user hangs on users, and goes with them', async () => {
    const keys = await query<{ table: string; target: string; columns: string; action: string }>(
      `SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS target, confdeltype AS action,
        (SELECT string_agg(attname, ', ' ORDER BY position) FROM unnest(conkey) WITH ORDINALITY AS key (attnum, position)
          JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = key.attnum) AS columns
      FROM pg_constraint WHERE contype = 'f' AND confrelid NOT IN ('analytes'::regclass, 'population_snapshots'::regclass)`,
    );
    expect(keys.filter(({ action, columns }) => action !== 'c' || !/^user_id\b/.test(columns))).toEqual([]);
    const hanging = new Set(['users', ...keys.map(({ table }) => table)]);
    expect(keys.filter(({ target }) => !hanging.has(target))).toEqual([]);
    const owned = Object.entries(await columnsOfTables()).filter(([, columns]) => 'user_id' in columns);
    const free = owned.map(([table]) => table).filter((table) => !hanging.has(table));
    expect(free).toEqual(['population_ledger']); // sums, which name a user only to lie on the user's shard
  });

  it('keeps what is a user’s together: primary keys begin with the user, and nothing is unique across users', async () => {
    const indexes = await query<{ index: string; columns: string; primary: boolean; table: string }>(
      `SELECT i.indexrelid::regclass::text AS index, i.indrelid::regclass::text AS table, i.indisprimary AS primary,
        (SELECT string_agg(pg_get_indexdef(i.indexrelid, n, true), ', ' ORDER BY n) FROM generate_series(1, i.indnkeyatts) n) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique`,
    );
    const tables = await columnsOfTables();
    const ofUsers = indexes.filter(({ table }) => 'user_id' in tables[table]!);
    expect(ofUsers.length).toBeGreaterThan(6);
    expect(ofUsers.filter(({ columns }) => !/^user_id\b/.test(columns))).toEqual([]);
    const keyed = new Set(indexes.filter(({ primary }) => primary).map(({ table }) => table));
    expect(Object.keys(tables).filter((table) => !keyed.has(table))).toEqual(['population_ledger']);
  });

  it('names its rules: no constraint has a name that PostgreSQL made up', async () => {
    const names = await query<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u')`,
    );
    expect(names.map(({ name }) => name).filter((name) => /_(check|fkey|key)\d*$/.test(name))).toEqual([]);
  });
});

describe('a rule of the database', () => {
  let userId: string;
  const post = async (path: string, said: object): Promise<void> => {
    const { status, body } = await service().post(`/v1/users/${userId}/${path}`, said);
    if (status !== 201) throw new Error(JSON.stringify(body));
  };
  beforeAll(async () => {
    userId = await service().createUser();
    for (const externalId of ['a', 'b']) {
      const interval = { startedAt: '2025-03-10T12:00:00Z', endedAt: '2025-03-10T13:00:00Z', externalId };
      await post('physical-activities', { type: 'walking', steps: 100, ...interval });
      await post('sleep-sessions', { totalSleepSeconds: 3600, ...interval });
    }
    const results = ['hdl', 'trig'].map((analyte) => ({ analyte, value: 60, unit: 'mg/dL' }));
    await imported(service(), userId, fileOf());
    await post('blood-tests', { collectedAt: '2025-03-10T12:00:00Z', results });
  });

  it.each([
    ['sex_at_birth_is_known', `UPDATE users SET sex_at_birth = 'F'`],
    ['physical_activities_source_kind_is_known', `UPDATE physical_activities SET source_kind = 'satellite'`],
    ['sleep_sessions_source_kind_is_known', `UPDATE sleep_sessions SET source_kind = 'satellite'`],
    ['blood_tests_source_kind_is_known', `UPDATE blood_tests SET source_kind = 'satellite'`],
    ['activity_does_not_end_before_it_starts', `UPDATE physical_activities SET ended_at = started_at - interval '1 ms'`],
    ['steps_are_plausible', `UPDATE physical_activities SET steps = 200001`],
    ['steps_are_plausible', `UPDATE physical_activities SET steps = -1`],
    ['intensity_fits_into_the_activity', `UPDATE physical_activities SET moderate_seconds = 1800, vigorous_seconds = 1801`],
    ['intensity_fits_into_the_activity', `UPDATE physical_activities SET vigorous_seconds = -1`],
    ['physical_activity_is_reported_once', `UPDATE physical_activities SET external_id = 'a'`],
    ['sleep_ends_after_it_starts', `UPDATE sleep_sessions SET ended_at = started_at, total_sleep_seconds = 0`],
    ['sleep_is_not_longer_than_its_interval', `UPDATE sleep_sessions SET total_sleep_seconds = 3601`],
    ['sleep_session_is_reported_once', `UPDATE sleep_sessions SET external_id = 'a'`],
    ['comparator_is_known', `UPDATE blood_test_results SET comparator = '~'`],
    ['result_is_not_negative', `UPDATE blood_test_results SET canonical_micro = -1`],
    ['an_analyte_is_reported_once_in_a_blood_test', `UPDATE blood_test_results SET analyte = 'hdl'`],
    ['analyte_is_in_the_catalogue', `UPDATE blood_test_results SET analyte = 'gold' WHERE analyte = 'trig'`],
    ['blood_test_exists', `UPDATE blood_test_results SET blood_test_id = id`],
    ['daily_totals_are_not_negative', `UPDATE daily_totals SET steps = -1`],
    ['daily_totals_are_not_negative', `UPDATE daily_totals SET sleep_records = -1`],
    [
      'figures_user_exists',
      `INSERT INTO figures (user_id, metric, absent_reason) VALUES ('018f0000-0000-7000-8000-000000000000', 'hdl', 'stale')`,
    ],
    ['a_figure_is_a_fraction_or_absent', `INSERT INTO figures (user_id, metric) SELECT id, 'steps' FROM users`],
    ...[
      `1, 0, NULL`,
      `1, -1, NULL`,
      `1, NULL, NULL`,
      `NULL, 1, NULL`,
      `1, 1, 'stale'`,
      `NULL, 1, 'stale'`,
      `1, NULL, 'stale'`,
    ].map((figure) => [
      'a_figure_is_a_fraction_or_absent',
      `INSERT INTO figures (user_id, metric, numerator, denominator, absent_reason) SELECT id, 'steps', ${figure} FROM users`,
    ]),
    ['import_mode_is_known', `UPDATE import_jobs SET mode = 'perhaps'`],
    ['import_phase_is_known', `UPDATE import_jobs SET phase = 'thinking'`],
    ['import_status_is_known', `UPDATE import_jobs SET status = 'forgotten'`],
    ['a_batch_is_counted_once', `UPDATE import_jobs SET batch = -1`],
    ['import_jobs_user_exists', `UPDATE import_jobs SET user_id = '018f0000-0000-7000-8000-000000000000'`],
    [
      'import_job_exists',
      `INSERT INTO import_errors (user_id, job_id, ordinal, place, entries, code, detail) SELECT id, id, 0, 'line 1', 1, '', '' FROM users`,
    ],
    ['a_bucket_is_in_the_histogram', `UPDATE figures SET bucket = 514`],
    ['a_bucket_is_in_the_histogram', `UPDATE figures SET bucket = -1`],
  ])('is kept: %s (case %#)', async (rule, statement) => {
    const refusal = await query(statement).then(
      () => null,
      (error: QueryFailedError) => error.driverError as { constraint?: string },
    );
    expect(refusal?.constraint).toBe(rule);
  });
});
