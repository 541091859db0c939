import type { Database } from '../../database/database.js';
import type { Keep, KeepMode, KeptOrSuperseded } from '../../health-records/kept-record.js';
import type { Problem } from '../../http/problem.js';
import { composeParts, type Part, type PartSql } from '../../population/write-statement.js';
import type { ReadRecord, RecordCollection, RejectedEntries, SkippedEntries } from '../import-format.js';
import type { ImportJob } from './import-job.js';
import { advanced } from './import-progress.js';

/** What writes the records of one collection: up to a thousand of them and further parts, all in one statement. */
export interface RecordKeeper {
  keeper(userId: string, drafts: readonly unknown[], mode: KeepMode): Keep;
}

/** Records that have been checked, and what writes them; `earlier` is the batch before. */
export interface CheckedBatch {
  keep: Keep;
  write: (earlier?: Keep) => Promise<void>;
}

/** Somebody else works on the job, it was cancelled, or it is gone with its user: nothing of the batch was written. */
export class JobLost extends Error {}

/**
 * Writes batches of a job. What is written of records and how far the job is are one statement, which fails as a whole unless the
 * job is where this process left it: whatever happens, an entry is counted when it is written, and once.
 */
export class BatchWriter {
  constructor(
    private readonly database: Database,
    private readonly keepers: Readonly<Record<RecordCollection, RecordKeeper>>,
    private readonly workerId: string,
  ) {}

  /** Checks records of one collection now; what is returned writes them, or only looks what would become of them, see {@link Keep}. */
  batch(job: ImportJob, collection: RecordCollection, records: readonly ReadRecord[]): CheckedBatch {
    const dryRun = job.phase === 'checking';
    const drafts = records.map(({ draft }) => draft);
    const mode = { atomic: false, dryRun, ids: records.map(({ id }) => id), lastOnly: true };
    const keep = this.keepers[collection].keeper(job.userId, drafts, mode);
    const write = async (earlier?: Keep): Promise<void> => {
      let step: ReturnType<typeof advanced> | undefined;
      const partsOf = (kept: readonly KeptOrSuperseded[]): Part[] =>
        this.parts(job, (step = advanced(job.progress, records, kept, [])));
      const kept = await unlessLost(keep.write(partsOf, earlier));
      const isWritten = !dryRun && kept.some(({ outcome }) => outcome === 'created' || outcome === 'updated');
      if (!isWritten) await this.writeAlone(job, partsOf(kept));
      this.advance(job, step!);
    };
    return { keep, write };
  }

  /** Counts what is no record. */
  async count(job: ImportJob, others: readonly (SkippedEntries | RejectedEntries)[]): Promise<void> {
    const step = advanced(job.progress, [], [], others);
    await this.writeAlone(job, this.parts(job, step));
    this.advance(job, step);
  }

  private advance(job: ImportJob, { progress }: ReturnType<typeof advanced>): void {
    Object.assign(job, { progress, batch: job.batch + 1, attempts: 0 });
  }

  private async writeAlone({ userId }: ImportJob, parts: readonly Part[]): Promise<void> {
    const { text, parameters } = composeParts(parts);
    await unlessLost(this.database.forUser(userId).query(text, parameters));
  }

  private parts(job: ImportJob, { progress, errors }: ReturnType<typeof advanced>): Part[] {
    const key = { user_id: job.userId, id: job.id, worker_id: this.workerId };
    const first = progress.errors - errors.length;
    return [
      { sql: ADVANCE, rows: [{ ...key, batch: job.batch + 1, progress, bytes_read: job.bytesRead }] },
      {
        sql: ADD_ERRORS,
        rows: errors.map((error, index) => ({ user_id: job.userId, job_id: job.id, ordinal: first + index, ...error })),
      },
    ];
  }
}

const ADVANCE: PartSql = (rowsOf) => `UPDATE import_jobs j SET progress = r.progress, bytes_read = r.bytes_read, attempts = 0,
  leased_until = now() + interval '10 seconds',
  batch = CASE WHEN j.worker_id = r.worker_id AND j.status = 'running' AND j.batch = r.batch - 1 THEN r.batch ELSE -1 END
  FROM ${rowsOf('import_jobs')} WHERE j.user_id = r.user_id AND j.id = r.id`;

const ADD_ERRORS: PartSql = (rowsOf) => `INSERT INTO import_errors SELECT r.* FROM ${rowsOf('import_errors')}`;

async function unlessLost<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
    const isGone = constraint === 'import_job_exists' || (error as Partial<Problem>).status === 404;
    if (constraint === 'a_batch_is_counted_once' || isGone) throw new JobLost('The job is not ours any more', { cause: error });
    throw error;
  }
}
