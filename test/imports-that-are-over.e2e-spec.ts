import { PastImports } from '../src/imports/jobs/past-imports.js';
import { fileOf, imported, recordLine, walk } from './support/import-files.js';
import { useService } from './support/use-service.js';

const service = useService();
const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> => service().dataSource.query(sql, parameters);

describe('An import that is over', () => {
  it('is known for 30 days, and then gone with what could not be taken of its file, but not with its records', async () => {
    const userId = await service().createUser();
    const jobs: string[] = [];
    for (const day of [1, 2, 3]) {
      jobs.push((await imported(service(), userId, fileOf(recordLine('physicalActivity', walk(day)), 'nonsense'))).id);
    }
    const [old, young, waiting] = jobs;
    const age = (id: string | undefined, time: string): Promise<unknown> =>
      query(`UPDATE import_jobs SET finished_at = now() - $2::interval WHERE id = $1`, [id, time]);
    await age(old, '30 days 1 minute');
    await age(young, '29 days 23 hours');
    await query(`UPDATE import_jobs SET status = 'queued', finished_at = NULL, folder_id = id WHERE id = $1`, [waiting]);
    await service().app.get(PastImports).removeExpired();
    expect((await service().get(`/v1/jobs/${old}`)).status).toBe(404);
    expect((await service().get(`/v1/jobs/${young}`)).status).toBe(200);
    expect((await service().get(`/v1/jobs/${waiting}`)).status).toBe(200);
    const errors = await query<{ job: string }>('SELECT job_id AS job FROM import_errors');
    expect(new Set(errors.map(({ job }) => job))).toEqual(new Set([young, waiting]));
    expect((await service().get(`/v1/users/${userId}/physical-activities`)).body.data).toHaveLength(3);
  });

  it('goes also where it has very many errors, and where there are very many of it', async () => {
    const userId = await service().createUser();
    const { id } = await imported(service(), userId, fileOf());
    await query(
      `INSERT INTO import_errors (user_id, job_id, ordinal, place, entries, code, detail)
SELECT user_id, id, n, 'line 1', 1, 'a', 'b' FROM import_jobs, generate_series(0, 24999) n WHERE id = $1`,
      [id],
    );
    await query(`UPDATE import_jobs SET finished_at = now() - interval '31 days', progress = '{"errors": 25000}' WHERE id = $1`, [
      id,
    ]);
    await query(
      `INSERT INTO import_jobs SELECT (json_populate_record(j, json_build_object('id', gen_random_uuid()))).*
FROM import_jobs j, generate_series(1, 150) WHERE j.id = $1`,
      [id],
    );
    await service().app.get(PastImports).removeExpired();
    expect(await query('SELECT id FROM import_jobs WHERE user_id = $1', [userId])).toEqual([]);
    expect(await query('SELECT ordinal FROM import_errors WHERE user_id = $1', [userId])).toEqual([]);
  });
});
