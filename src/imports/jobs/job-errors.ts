import type { Database } from '../../database/database.js';
import type { ImportJob } from './import-job.js';
import type { ImportError } from './import-progress.js';

const PAGE = 1_000;

/** Lines of JSON: each rejected entry of a job in the order in which they were found, then why entries were skipped. */
export async function* jobErrors(database: Database, job: ImportJob): AsyncGenerator<string, void, undefined> {
  for await (const error of rejectedEntries(database, job)) yield line({ outcome: 'rejected', ...error });
  for (const skip of job.progress.skipped) yield line({ outcome: 'skipped', ...skip });
}

/** The rejected entries of a job, read page by page. */
export async function* rejectedEntries(
  database: Database,
  { userId, id }: ImportJob,
): AsyncGenerator<ImportError, void, undefined> {
  let page: ImportError[];
  for (let from = 0; ; from += PAGE) {
    const parameters = [userId, id, from, from + PAGE];
    page = await database.forUser(userId).read(
      `SELECT place, entries, collection, code, detail, errors FROM import_errors
WHERE user_id = $1 AND job_id = $2 AND ordinal >= $3 AND ordinal < $4 ORDER BY ordinal`,
      parameters,
    );
    yield* page;
    if (page.length < PAGE) return;
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
