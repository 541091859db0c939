import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import type { Queryable } from '../../database/scoped-database.js';
import { type ImportJob, type ImportPhase, JOB_COLUMNS, type JobError } from './import-job.js';
import { noProgress } from './import-progress.js';

/** What a client decides about an import, and where its file is. */
export type NewJob = Pick<ImportJob, 'id' | 'userId' | 'format' | 'mode' | 'dryRun' | 'folderId' | 'bytes'>;

const LEASE = `interval '10 seconds'`;
const UNSEEN = `interval '15 minutes'`;
const IS_ABANDONED = `j.status = 'running' AND j.leased_until < now()`;
const IS_MINE = `user_id = $1 AND id = $2 AND worker_id = $3 AND status = 'running'`;

/**
 * Who works on which import. Several processes on several machines take jobs from it: each has a lease of the job that it works on,
 * by the clock of the database, which is the one that they share; a job whose lease is over is anybody's.
 */
@Injectable()
export class ImportQueue {
  /** Tells this process's work from that of all others. */
  readonly workerId = uuidV7();

  constructor(private readonly database: Database) {}

  /** Adds a job, to be done by whoever comes, or by the caller at once; undefined when there is no such user. */
  async add(
    { id, userId, format, mode, dryRun, folderId, bytes }: NewJob,
    isMine = false,
    db: Queryable = this.database.forUser(userId),
  ): Promise<ImportJob | undefined> {
    const phase: ImportPhase = dryRun || mode === 'atomic' ? 'checking' : 'writing';
    const [job] = await db.query<ImportJob[]>(
      `INSERT INTO import_jobs (user_id, id, format, mode, dry_run, time_zone, status, phase, folder_id, bytes, bytes_read, batch,
  progress, worker_id, leased_until, attempts, seen_at, created_at, started_at)
SELECT u.id, $2, $3, $4, $5, u.time_zone, $6, $7, $8, $9, 0, 0, $10, $11, now() + ${LEASE}, 0, now(), now(),
  CASE WHEN $6 = 'running' THEN now() END
FROM users u WHERE u.id = $1 RETURNING ${JOB_COLUMNS}`,
      [
        userId,
        id,
        format,
        mode,
        dryRun,
        isMine ? 'running' : 'queued',
        phase,
        folderId,
        bytes,
        JSON.stringify(noProgress()),
        isMine ? this.workerId : null,
      ],
    );
    return job;
  }

  /**
   * The next job whose file is in the folder, now this process's; undefined when there is none. One job of a user is done at a time,
   * in the order in which they came, and of the users the one whose turn was longest ago.
   */
  async take(folderId: string): Promise<ImportJob | undefined> {
    const waiting = await this.database.forEverybody.query<{ userId: string; id: string }[]>(
      `SELECT j.user_id AS "userId", j.id FROM import_jobs j
WHERE j.folder_id = $1 AND (j.status = 'queued' OR ${IS_ABANDONED}) AND NOT EXISTS (SELECT 1 FROM import_jobs o
  WHERE o.user_id = j.user_id AND o.id <> j.id AND o.folder_id = $1
  AND (o.status = 'running' AND o.leased_until >= now() OR o.status IN ('queued', 'running') AND o.id < j.id))
ORDER BY (SELECT max(o.started_at) FROM import_jobs o WHERE o.user_id = j.user_id) NULLS FIRST, j.id LIMIT 5`,
      [folderId],
    );
    for (const { userId, id } of waiting) {
      const [job] = await this.database.forEverybody.query<ImportJob[]>(
        `UPDATE import_jobs j SET status = 'running', worker_id = $3, leased_until = now() + ${LEASE}, attempts = attempts + 1,
  started_at = coalesce(started_at, now()), seen_at = now()
WHERE user_id = $1 AND id = $2 AND (j.status = 'queued' OR ${IS_ABANDONED}) RETURNING ${JOB_COLUMNS}`,
        [userId, id, this.workerId],
      );
      if (job) return job; // else somebody was faster
    }
    return undefined;
  }

  /** Keeps the job this process's; false when it is not any more, since somebody else works on it, it was cancelled or is gone. */
  renew({ userId, id, bytesRead }: ImportJob): Promise<boolean> {
    return this.changes(
      `UPDATE import_jobs SET leased_until = now() + ${LEASE}, bytes_read = greatest(bytes_read, $4) WHERE ${IS_MINE}`,
      [userId, id, this.workerId, bytesRead],
    );
  }

  /** Ends a job that is this process's, well or with an error; undefined when it is not this process's any more. */
  async finish({ userId, id }: ImportJob, error: JobError | null): Promise<ImportJob | undefined> {
    const [job] = await this.database.forUser(userId).query<ImportJob[]>(
      `UPDATE import_jobs SET status = $4, error = $5, finished_at = now(),
  bytes_read = CASE WHEN $4 = 'succeeded' THEN bytes ELSE bytes_read END
WHERE ${IS_MINE} RETURNING ${JOB_COLUMNS}`,
      [userId, id, this.workerId, error ? 'failed' : 'succeeded', error && JSON.stringify(error)],
    );
    return job;
  }

  /** Has a job that is this process's begin anew, now writing what it has checked; undefined when it is not this process's any more. */
  async writeWhatWasChecked({ userId, id, batch }: ImportJob): Promise<ImportJob | undefined> {
    const [job] = await this.database.forUser(userId).query<ImportJob[]>(
      `UPDATE import_jobs SET phase = 'writing', progress = $4, bytes_read = 0, batch = batch + 1
WHERE ${IS_MINE} AND batch = $5 RETURNING ${JOB_COLUMNS}`,
      [userId, id, this.workerId, JSON.stringify(noProgress()), batch],
    );
    return job;
  }

  /** Gives a job back before its end, for any process to go on with. */
  giveBack({ userId, id }: ImportJob): Promise<boolean> {
    return this.changes(`UPDATE import_jobs SET status = 'queued', worker_id = NULL, attempts = 0 WHERE ${IS_MINE}`, [
      userId,
      id,
      this.workerId,
    ]);
  }

  /** Ends jobs whose folder no process has looked into for a long time: the machine with their files is gone. */
  async failUnreachable(folderId: string): Promise<void> {
    const error: JobError = { code: 'file_unreachable', detail: 'The machine that has the file is gone.', place: null };
    await this.database.forEverybody.query(
      `UPDATE import_jobs SET seen_at = now() WHERE folder_id = $1 AND status IN ('queued', 'running') AND seen_at < now() - ${UNSEEN} / 3`,
      [folderId],
    );
    await this.database.forEverybody.query(
      `UPDATE import_jobs SET status = 'failed', error = $1, finished_at = now()
WHERE status IN ('queued', 'running') AND seen_at < now() - ${UNSEEN} AND leased_until < now()`,
      [JSON.stringify(error)],
    );
  }

  /** Those of the jobs that are not over. */
  async unfinished(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.forEverybody.query<{ id: string }[]>(
      `SELECT id FROM import_jobs WHERE id = ANY ($1::uuid[]) AND status IN ('queued', 'running')`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async changes(sql: string, [userId, ...parameters]: readonly [userId: string, ...unknown[]]): Promise<boolean> {
    const rows = await this.database.forUser(userId).query<unknown[]>(`${sql} RETURNING id`, [userId, ...parameters]);
    return rows.length > 0;
  }
}
