import { instantOf } from '../../population/json-text.js';
import type { ImportProgress } from './import-progress.js';

export const IMPORT_MODES = ['keep', 'atomic'] as const;
/** What becomes of the records of a file that is not all right: they are kept as far as they are, or none is. */
export type ImportMode = (typeof IMPORT_MODES)[number];

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const IMPORT_PHASES = ['checking', 'writing'] as const;
/** Whether the file is only looked at, or its records are written. */
export type ImportPhase = (typeof IMPORT_PHASES)[number];

/** Why a job failed; without a value of anybody's. */
export interface JobError {
  /** snake_case, for programs. */
  code: string;
  detail: string;
  /** Where in the file; null where it is not about the file. */
  place: string | null;
}

/** An import as the service works on it. */
export interface ImportJob {
  id: string;
  userId: string;
  format: string;
  mode: ImportMode;
  dryRun: boolean;
  /** The user's at the time when the file came, so that the file means the same whenever it is read. */
  timeZone: string;
  status: JobStatus;
  phase: ImportPhase;
  /** Of the folder that the file is in. */
  folderId: string;
  bytes: number;
  bytesRead: number;
  /** Counts what was written of the progress: nobody else may have gone on meanwhile. */
  batch: number;
  progress: ImportProgress;
  error: JobError | null;
  /** How often somebody has begun to work on it since it last got any further. */
  attempts: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** The select list that gives {@link ImportJob}, over the table itself. */
export const JOB_COLUMNS = `id, user_id AS "userId", format, mode, dry_run AS "dryRun", time_zone AS "timeZone", status, phase,
  folder_id AS "folderId", bytes::float8 AS bytes, bytes_read::float8 AS "bytesRead", batch, progress, error, attempts,
  ${instantOf('created_at')} AS "createdAt", ${instantOf('started_at')} AS "startedAt", ${instantOf('finished_at')} AS "finishedAt"`;

export const isOver = ({ status }: { status: JobStatus }): boolean => status !== 'queued' && status !== 'running';
