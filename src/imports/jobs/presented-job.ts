import type { ImportJobResponse } from './import-job.dto.js';
import type { ImportJob } from './import-job.js';
import { entriesRead } from './import-progress.js';

/** A job as its user sees it. */
export function presentedJob(job: ImportJob): ImportJobResponse {
  const { id, userId, format, mode, dryRun, status, phase, progress, error, createdAt, startedAt, finishedAt } = job;
  const { created, updated } = progress.records;
  return {
    id,
    userId,
    format,
    mode,
    dryRun,
    status,
    phase,
    bytes: { read: Math.min(job.bytesRead, job.bytes), total: job.bytes },
    entries: { read: entriesRead(progress), ...progress.entries },
    records: { ...progress.records, written: phase === 'writing' ? created + updated : 0 },
    skipped: progress.skipped,
    error,
    createdAt,
    startedAt,
    finishedAt,
  };
}
