import { Readable } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, StreamableFile } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Caller } from '../../access/caller.js';
import type { Access } from '../../access/log/access.js';
import type { IdempotencyKey } from '../../http/idempotency-key.js';
import { Problem } from '../../http/problem.js';
import type { Replay } from '../../http/replay.js';
import { Resource } from '../../http/resource.js';
import { KeptRepliesService } from '../../population/kept-replies.service.js';
import { type ImportJob, isOver, JOB_COLUMNS } from './import-job.js';
import { jobEvents } from './job-events.js';
import { jobErrors } from './job-errors.js';
import { presentedJob } from './presented-job.js';
import { Spool } from './spool.js';

const MOST_STREAMS = 200;

/** Imports by their ids. */
@Injectable()
export class JobsService implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private streams = 0;

  constructor(
    private readonly database: Database,
    private readonly spool: Spool,
    private readonly replies: KeptRepliesService,
  ) {}

  async find(caller: Caller, id: string, access: Access): Promise<Resource> {
    return new Resource(JSON.stringify(presentedJob(await this.asked(caller, id, access))), null);
  }

  /** Ends a job where it is; what it has written stays. */
  async cancel(caller: Caller, id: string, key: IdempotencyKey | null, access: Access): Promise<Resource | Replay> {
    const { userId } = await this.asked(caller, id, access);
    return this.replies.once(userId, key, () => this.end(caller, userId, id));
  }

  /** The job each time that it got further, as server-sent events, until it is over. */
  async events(caller: Caller, id: string, access: Access): Promise<StreamableFile> {
    const job = await this.asked(caller, id, access);
    if (this.streams >= MOST_STREAMS) throw Problem.unavailable();
    this.streams += 1;
    const stream = Readable.from(jobEvents(job, () => this.job(caller, id), this.stop.signal));
    stream.once('close', () => (this.streams -= 1));
    return new StreamableFile(stream, { type: 'text/event-stream' });
  }

  /** What could not be taken of the file, and why things were skipped: a JSON text a line. */
  async errors(caller: Caller, id: string, access: Access): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(jobErrors(this.database, await this.asked(caller, id, access))), {
      type: 'application/x-ndjson',
    });
  }

  /** Ends the streams: they would keep the process from ending. */
  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  private async end(caller: Caller, userId: string, id: string): Promise<Resource> {
    const [cancelled] = await this.database.forUser(userId).query<ImportJob[]>(
      `UPDATE import_jobs SET status = 'cancelled', finished_at = now()
WHERE user_id = $1 AND id = $2 AND status IN ('queued', 'running') AND NOT (mode = 'atomic' AND phase = 'writing') RETURNING ${JOB_COLUMNS}`,
      [userId, id],
    );
    if (cancelled) await this.spool.remove(cancelled);
    const job = cancelled ?? (await this.job(caller, id));
    if (!isOver(job))
      throw Problem.conflict('import_is_being_written', 'The file is all right and is being written as a whole now.');
    if (job.status !== 'cancelled') throw Problem.conflict('job_is_over', `The job is over already: it ${job.status}.`);
    return new Resource(JSON.stringify(presentedJob(job)), null);
  }

  /** The job that a request is about, which goes into its user's log. */
  private async asked(caller: Caller, id: string, access: Access): Promise<ImportJob> {
    const job = await this.job(caller, id);
    access.concerns(job.userId);
    return job;
  }

  /** The job, if it is the caller's: the address does not say whose it is. */
  private async job(caller: Caller, id: string): Promise<ImportJob> {
    const [job] = await this.database.forEverybody.read<ImportJob[]>(`SELECT ${JOB_COLUMNS} FROM import_jobs WHERE id = $1`, [
      id,
    ]);
    if (!job || (caller.kind === 'user' && caller.userId !== job.userId)) throw Problem.notFound('job');
    return job;
  }
}
