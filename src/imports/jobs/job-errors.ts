import type { DataSource } from 'typeorm';
import type { ImportJob } from './import-job.js';
import type { ImportError } from './import-progress.js';

const PAGE = 1_000;

/** Lines of JSON: each rejected entry of a job in the order in which they were found, then why entries were skipped. */
export async function* jobErrors(db: DataSource, { userId, id, progress }: ImportJob): AsyncGenerator<string, void, undefined> {
  for (let last = -1, rows: (ImportError & { ordinal: number })[] = [{} as never]; rows.length > 0;) {
    rows = await db.query(
      `SELECT ordinal, place, entries, collection, code, detail, errors FROM import_errors
WHERE user_id = $1 AND job_id = $2 AND ordinal > $3 ORDER BY ordinal LIMIT ${PAGE}`,
      [userId, id, last],
    );
    last = rows.at(-1)?.ordinal ?? last;
    for (const { ordinal: _ordinal, ...error } of rows) yield line({ outcome: 'rejected', ...error });
  }
  for (const skip of progress.skipped) yield line({ outcome: 'skipped', ...skip });
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
