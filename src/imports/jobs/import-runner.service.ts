import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { letHeapTreble } from '../../heap-growth.js';
import { requestsASecond } from '../../http/traffic.js';
import { UsersService } from '../../users/users.service.js';
import { every } from '../../time/every.js';
import type { ImportJob } from './import-job.js';
import { ImportQueue } from './import-queue.js';
import { ImportWork } from './import-work.js';
import { PastImports } from './past-imports.js';
import { Spool } from './spool.js';

const AT_ONCE = 4;
/** A second: the processor is what there is not enough of, and not the memory. */
const MANY_REQUESTS = 100;
const POLL_MS = 1_000;
const CLEARANCE_MS = 60_000;
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Does, while the service runs, the imports whose files are in this machine's folder: a few at once, each of another user. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('imports');
  private readonly stop = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private endings: (() => Promise<void>)[] = [];
  private taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: ImportQueue,
    private readonly spool: Spool,
    private readonly work: ImportWork,
    private readonly past: PastImports,
    users: UsersService,
  ) {
    users.onRemoval((userId) => this.attempt(() => this.spool.removeAllOf(userId)));
  }

  onApplicationBootstrap(): void {
    this.endings = [
      every(POLL_MS, () => this.lookForWork()),
      every(POLL_MS, () => Promise.resolve(letHeapTreble(this.running.size === 0 && requestsASecond() > MANY_REQUESTS))),
      every(CLEARANCE_MS, () => this.attempt(() => this.clear())),
    ];
  }

  /** Takes up what is waiting, without waiting for the next poll. */
  lookForWork(): Promise<void> {
    return (this.taking = this.taking.then(() => this.attempt(() => this.takeJobs())));
  }

  /** Gives back what is under way: another process, or the next one here, goes on with it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.endings.map((end) => end()));
    await this.taking;
    await Promise.all(this.running);
  }

  private async takeJobs(): Promise<void> {
    const folderId = await this.spool.knownId();
    if (folderId === undefined) return;
    while (this.running.size < AT_ONCE && !this.stop.signal.aborted) {
      const job = await this.queue.take(folderId);
      if (!job) return;
      const done = this.finish(job).finally(() => this.running.delete(done));
      this.running.add(done);
    }
  }

  private async finish(job: ImportJob): Promise<void> {
    const isOver = await this.work.do(job, this.spool.pathOf(job), this.stop.signal);
    if (isOver) await this.attempt(() => this.spool.remove(job));
    if (!this.stop.signal.aborted) void this.lookForWork();
  }

  private async clear(): Promise<void> {
    await this.past.removeExpired();
    const folderId = await this.spool.knownId();
    await this.queue.failUnreachable(folderId ?? NOWHERE);
    if (folderId !== undefined) await this.spool.clear((ids) => this.queue.unfinished(ids));
  }

  private async attempt(task: () => Promise<unknown>): Promise<void> {
    await task().catch((error: Error) => this.logger.error(error.message));
  }
}
