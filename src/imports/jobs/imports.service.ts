import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import type { BodyStream } from '../../http/body-stream.js';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { IdempotencyKey } from '../../http/idempotency-key.js';
import { Page } from '../../http/page.js';
import { Problem } from '../../http/problem.js';
import { Replay } from '../../http/replay.js';
import { Resource } from '../../http/resource.js';
import { KeptRepliesService } from '../../population/kept-replies.service.js';
import { guessFormat } from '../guess-format.js';
import { formatOfType, IMPORT_FORMATS } from '../import-formats.js';
import type { CreateImportQuery, ListImportsQuery } from './import-job.dto.js';
import { type ImportJob, JOB_COLUMNS } from './import-job.js';
import { ImportQueue } from './import-queue.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportWork } from './import-work.js';
import { presentedJob } from './presented-job.js';
import { Spool } from './spool.js';

/** How a file is to be imported. */
type ImportOptions = Pick<ImportJob, 'format' | 'mode' | 'dryRun'>;

/** Files that arrive at one process at once: they wait for their senders, and take no place from other requests. */
const MOST_UPLOADS = 50;
/** Of these, for one user: whoever sends slowly leaves room for others. */
const MOST_UPLOADS_OF_A_USER = 5;

@Injectable()
export class ImportsService {
  /** Whose files are arriving. */
  private readonly uploads: string[] = [];

  constructor(
    private readonly database: Database,
    private readonly queue: ImportQueue,
    private readonly spool: Spool,
    private readonly runner: ImportRunner,
    private readonly work: ImportWork,
    private readonly replies: KeptRepliesService,
  ) {}

  /** Takes a file in, to be imported by whichever process of this machine comes to it. */
  async create(
    userId: string,
    { format: name, mode, dryRun }: CreateImportQuery,
    body: BodyStream,
    key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    const format = name ?? formatOfType(body.mediaType ?? '')?.name;
    await this.assertUserExists(userId);
    if (this.uploads.length >= MOST_UPLOADS) throw Problem.unavailable();
    if (this.uploads.filter((id) => id === userId).length >= MOST_UPLOADS_OF_A_USER) throw tooManyUploads();
    this.uploads.push(userId);
    try {
      return await this.take(userId, { format, mode, dryRun }, body, key);
    } finally {
      this.uploads.splice(this.uploads.indexOf(userId), 1);
    }
  }

  /**
   * Imports a file that is on this machine, here and now; `onJob` gets the job, which is brought up to date while it is done. Returns
   * whether it is over.
   */
  async importFile(userId: string, path: string, options: ImportOptions, onJob: (job: ImportJob) => void): Promise<boolean> {
    const { size: bytes } = await stat(path);
    const draft = { userId, id: uuidV7(), folderId: uuidV7(), bytes, ...options };
    const job = await this.queue.add(draft, true);
    if (!job) throw Problem.notFound('user');
    onJob(job);
    return this.work.do(job, path, new AbortController().signal);
  }

  /** A page of the imports, the latest first. */
  async list(userId: string, { cursor, limit }: ListImportsQuery): Promise<Page> {
    const listed = { userId, path: 'imports' };
    const after = cursor === undefined ? [] : decodeCursor(cursor, listed);
    const jobs = await this.database
      .forUser(userId)
      .read<ImportJob[]>(
        `SELECT ${JOB_COLUMNS} FROM import_jobs WHERE user_id = $1 ${after.length > 0 ? 'AND id < $3::uuid' : ''} ORDER BY id DESC LIMIT $2`,
        [userId, limit + 1, ...after],
      );
    if (jobs.length === 0) await this.assertUserExists(userId);
    const page = jobs.slice(0, limit);
    return new Page(
      page.map((job) => JSON.stringify(presentedJob(job))),
      jobs.length > limit ? encodeCursor([page.at(-1)!.id], listed) : null,
    );
  }

  private async take(
    userId: string,
    { format: named, ...options }: Partial<Pick<ImportOptions, 'format'>> & Omit<ImportOptions, 'format'>,
    body: BodyStream,
    key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    const file = { userId, id: uuidV7() };
    const folderId = await this.spool.id();
    const { bytes, hash } = await this.spool.receive(body, file);
    const once = key && new IdempotencyKey(key.key, `${key.requestHash} ${hash}`);
    try {
      const format = named ?? (await guessFormat(this.spool.pathOf(file)));
      if (format === undefined) throw unknownFormat();
      const answer = await this.replies.onceWriting(userId, once, async (db) => {
        const job = await this.queue.add({ ...file, ...options, format, folderId, bytes }, false, db);
        if (!job) throw Problem.notFound('user');
        return new Resource(JSON.stringify(presentedJob(job)), null, { status: 202, location: `/v1/jobs/${job.id}` });
      });
      if (answer instanceof Replay) await this.spool.remove(file);
      else void this.runner.lookForWork();
      return answer;
    } catch (error) {
      await this.spool.remove(file);
      throw error;
    }
  }

  private async assertUserExists(userId: string): Promise<void> {
    const rows = await this.database.forUser(userId).read<unknown[]>('SELECT 1 FROM users WHERE id = $1', [userId]);
    if (rows.length === 0) throw Problem.notFound('user');
  }
}

function unknownFormat(): Problem {
  const names = IMPORT_FORMATS.map((one) => one.name).join(', ');
  return new Problem(415, 'unsupported_media_type', {
    detail: `Neither Content-Type nor the file itself shows which format this is; name it as format: ${names}.`,
    errors: [{ parameter: 'format', code: 'required', detail: `format must be one of ${names}` }],
  });
}

const tooManyUploads = (): Problem =>
  new Problem(429, 'too_many_uploads', {
    detail: `${MOST_UPLOADS_OF_A_USER} files of this user are arriving already; send one after another.`,
    headers: { 'retry-after': '10' },
  });
