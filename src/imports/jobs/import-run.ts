import { setImmediate } from 'node:timers/promises';
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
/** After so many readings whoever waits has a turn: requests, and the batch that is being written, whose next question is due. */
const READINGS_A_TURN = 25;

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
  /** That the last batch has begun to be written, since all before it are. */
  private begun = this.writing;

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
      let sinceTurn = 0;
      for await (const reading of readings) {
        if (++sinceTurn === READINGS_A_TURN) {
          sinceTurn = 0;
          await setImmediate();
        }
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
    await this.begun;
    keep.look();
    const { earlier } = this;
    this.earlier = keep;
    this.queue(() => write(earlier));
    if (this.others.length > 0) await this.flushOthers();
  }

  private async flushOthers(): Promise<void> {
    const { others } = this;
    this.others = [];
    if (others.length === 0) return;
    await this.begun;
    this.queue(() => this.writer.count(this.job, others));
  }

  /**
   * Has a batch written after the one before. The reading goes on meanwhile: one batch is being written, one has been checked and is
   * looked for, and one is being read.
   */
  private queue(write: () => Promise<void>): void {
    this.begun = this.writing;
    this.writing = this.begun.then(() => {
      if (this.signal.aborted) throw new JobLost('The job was taken away');
      return this.pace.inTurn(write);
    });
    this.writing.catch(() => {}); // told where it is awaited
  }
}

const tooManyErrors = (): JobError => ({
  code: 'too_many_errors',
  detail: `${MOST_ERRORS.toLocaleString('en')} entries were rejected: the file seems to be of another format. The rest was not read.`,
  place: null,
});
