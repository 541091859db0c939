import type { Keep } from '../../health-records/kept-record.js';
import {
  type ImportFormat,
  MalformedFile,
  type Reading,
  type ReadRecord,
  type RecordCollection,
  type RejectedEntries,
  type SkippedEntries,
} from '../import-format.js';
import { type BatchWriter, JobLost } from './batch-writer.js';
import type { ImportJob, JobError } from './import-job.js';
import { COLLECTIONS, counterOf } from './import-progress.js';
import type { Pace } from './pace.js';
import { reportText } from './report-text.js';

const MOST_ERRORS = 100_000;
const MOST_OTHERS = 5_000;

/** One reading of the file of a job, from where the job is to its end. */
export class ImportRun {
  private readonly records: Record<RecordCollection, ReadRecord[]> = {
    'physical-activities': [],
    'sleep-sessions': [],
    'blood-tests': [],
  };
  private others: (SkippedEntries | RejectedEntries)[] = [];
  private earlier: Keep | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** `signal` ends the run as soon as the job is somebody else's. */
  constructor(
    private readonly job: ImportJob,
    private readonly writer: BatchWriter,
    private readonly pace: Pace,
    private readonly signal: AbortSignal,
  ) {}

  /** Reads the file, writes all that it has, and tells what is wrong with it: null for a whole file without a rejected entry. */
  async read(format: ImportFormat, path: string): Promise<JobError | null> {
    const context = { timeZone: this.job.timeZone, onBytes: (bytes: number) => void (this.job.bytesRead = bytes) };
    try {
      const fault = await this.readAll(format.read(path, context));
      await this.flushOthers();
      for (const collection of COLLECTIONS) await this.flush(collection);
      await this.writing;
      return fault;
    } finally {
      await this.writing.catch(() => {}); // told already, or less telling than what ended the reading
    }
  }

  private async readAll(readings: AsyncIterable<Reading>): Promise<JobError | null> {
    const counted = { ...this.job.progress.counted };
    try {
      for await (const reading of readings) {
        const counter = counterOf(reading);
        if (counted[counter] > 0) counted[counter] -= 1;
        else await this.take(reading);
        if (this.signal.aborted) throw new JobLost('The job was taken away');
        if (this.job.progress.errors >= MOST_ERRORS) return tooManyErrors();
      }
      return null;
    } catch (error) {
      if (error instanceof MalformedFile)
        return { code: error.code, detail: reportText(error.message), place: reportText(error.place) };
      throw error;
    }
  }

  private async take(reading: Reading): Promise<void> {
    if (reading.outcome !== 'record') {
      this.others.push(reading);
      if (this.others.length >= MOST_OTHERS) await this.flushOthers();
      return;
    }
    const batch = this.records[reading.collection];
    batch.push(reading);
    if (batch.length >= this.pace.batchSize) await this.flush(reading.collection);
  }

  private async flush(collection: RecordCollection): Promise<void> {
    const records = this.records[collection];
    if (records.length === 0) return;
    this.records[collection] = [];
    const { keep, write } = this.writer.batch(this.job, collection, records);
    const { earlier } = this;
    this.earlier = keep;
    await this.write(() => write(earlier));
    if (this.others.length > 0) await this.flushOthers();
  }

  private async flushOthers(): Promise<void> {
    const { others } = this;
    this.others = [];
    if (others.length > 0) await this.write(() => this.writer.count(this.job, others));
  }

  /** Begins to write a batch once the one before it is written. The reading goes on meanwhile: one batch ahead, and no more. */
  private async write(batch: () => Promise<void>): Promise<void> {
    await this.writing;
    if (this.signal.aborted) throw new JobLost('The job was taken away');
    this.writing = this.pace.inTurn(batch);
    this.writing.catch(() => {}); // told where it is awaited
  }
}

const tooManyErrors = (): JobError => ({
  code: 'too_many_errors',
  detail: `${MOST_ERRORS.toLocaleString('en')} entries were rejected: the file seems to be of another format. The rest was not read.`,
  place: null,
});
