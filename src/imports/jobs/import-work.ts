import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { BloodTestsService } from '../../blood-tests/blood-tests.service.js';
import { databaseProblem } from '../../database/errors.js';
import { Problem } from '../../http/problem.js';
import { requestsASecond } from '../../http/traffic.js';
import { PhysicalActivitiesService } from '../../physical-activity/physical-activities.service.js';
import { SleepSessionsService } from '../../sleep/sleep-sessions.service.js';
import type { ImportFormat } from '../import-format.js';
import { formatNamed } from '../import-formats.js';
import { BatchWriter, JobLost } from './batch-writer.js';
import type { ImportJob, JobError } from './import-job.js';
import { importsOver } from './import-metrics.js';
import { ImportQueue } from './import-queue.js';
import { ImportRun } from './import-run.js';
import { Pace } from './pace.js';

const RENEWAL_MS = 2_000;
const MOST_ATTEMPTS = 5;
const SOME_REQUESTS = 5;

/** Does imports, each from where it is to its end. */
@Injectable()
export class ImportWork {
  private readonly logger = new Logger('imports');
  private readonly pace = new Pace(() => requestsASecond() > SOME_REQUESTS);
  private readonly writer: BatchWriter;

  constructor(
    private readonly queue: ImportQueue,
    database: Database,
    activities: PhysicalActivitiesService,
    sleepSessions: SleepSessionsService,
    bloodTests: BloodTestsService,
  ) {
    const keepers = { 'physical-activities': activities, 'sleep-sessions': sleepSessions, 'blood-tests': bloodTests };
    this.writer = new BatchWriter(database, keepers, queue.workerId);
  }

  /**
   * Does a job that is this process's. `signal` has it given back for another process, or a later one, to go on with. Returns whether
   * it is over; it is not either where the database fails, and is then tried again when the lease is over.
   */
  async do(job: ImportJob, path: string, signal: AbortSignal): Promise<boolean> {
    this.logger.log(`Import ${job.id}: ${job.batch === 0 ? 'begins' : `goes on after batch ${job.batch}`}`);
    try {
      const error = await this.result(job, path, signal);
      const over = await this.queue.finish(job, error);
      if (!over) throw new JobLost('The job was taken away');
      Object.assign(job, over);
      importsOver.inc({ outcome: error ? 'failed' : 'succeeded' });
      this.logger.log(`Import ${job.id}: ${error ? `failed, ${error.code}` : 'succeeded'}`);
      return true;
    } catch (error) {
      if (error instanceof JobLost && signal.aborted) await this.queue.giveBack(job).catch(() => {});
      else if (error instanceof JobLost) this.logger.log(`Import ${job.id}: cancelled, gone or somebody else's`);
      else this.logger.error(`Import ${job.id}: is tried again: ${(error as Error).message}`);
      return false;
    }
  }

  private async result(job: ImportJob, path: string, signal: AbortSignal): Promise<JobError | null> {
    const format = formatNamed(job.format);
    if (!format) return { code: 'unknown_format', detail: 'The format is not known any more.', place: null };
    if (job.attempts > MOST_ATTEMPTS) {
      return { code: 'too_many_attempts', detail: 'The service ended several times at the same place of the file.', place: null };
    }
    const isChecked = job.phase === 'checking' && !job.dryRun;
    const error = await this.read(job, format, path, signal);
    if (!isChecked || error) return error;
    const { rejected } = job.progress.entries;
    if (rejected > 0) {
      return { code: 'entries_rejected', detail: `${rejected} entries were rejected, so nothing was written.`, place: null };
    }
    const next = await this.queue.writeWhatWasChecked(job);
    if (!next) throw new JobLost('The job was taken away');
    Object.assign(job, next);
    return this.read(job, format, path, signal);
  }

  /** Reads the file once, and keeps the lease meanwhile. */
  private async read(job: ImportJob, format: ImportFormat, path: string, signal: AbortSignal): Promise<JobError | null> {
    const lost = new AbortController();
    const run = new ImportRun(job, this.writer, this.pace, AbortSignal.any([signal, lost.signal]));
    const renewal = setInterval(() => {
      const isOurs = this.queue.renew(job);
      isOurs.then(
        (is) => is || lost.abort(),
        () => {},
      ); // the database is away: the next batch will say so
    }, RENEWAL_MS);
    try {
      return await run.read(format, path);
    } catch (error) {
      return failure(error);
    } finally {
      clearInterval(renewal);
    }
  }
}

/** What ends a job; throws what may go away by itself. */
function failure(error: unknown): JobError {
  if (error instanceof JobLost) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return { code: 'file_missing', detail: 'The file is not there any more.', place: null };
  const problem = error instanceof Problem ? error : databaseProblem(error, false);
  if (problem?.status === 503 || problem?.code === 'write_conflict') throw error;
  if (problem) return { code: problem.code, detail: problem.detail ?? problem.code, place: null };
  new Logger('imports').error((error as Error).stack);
  return { code: 'internal_error', detail: 'The service failed at this file.', place: null };
}
