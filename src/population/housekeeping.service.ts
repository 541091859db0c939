import { Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { CompactionService } from './compaction.service.js';
import { PopulationSnapshotsService } from './population-snapshots.service.js';
import { RollOverService } from './roll-over.service.js';

const COMPACTION_MS = 1_000;
const ROLL_OVER_MS = 5_000;
const CLEARANCE_MS = 3_600_000;

/** Does, while the service runs, what no request waits for: ends users' days, keeps the ledger short, and clears away. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('housekeeping');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly rollOver: RollOverService,
    private readonly compaction: CompactionService,
    private readonly snapshots: PopulationSnapshotsService,
  ) {}

  onApplicationBootstrap(): void {
    this.every(COMPACTION_MS, 'compaction', async () => void (await this.compaction.compact()));
    this.every(ROLL_OVER_MS, 'roll-over', async () => {
      const rolled = await this.rollOver.rollDue(() => this.isStopped);
      if (rolled > 0) this.logger.log(`The day of ${rolled} users went on`);
    });
    this.every(CLEARANCE_MS, 'clearance', async () => void (await this.snapshots.removeUnused()));
  }

  /** Waits for what is under way: the database goes after it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running);
  }

  /** Runs the task again and again, never twice at once; one that fails is tried again at its next turn. */
  private every(ms: number, name: string, task: () => Promise<void>): void {
    const turn = async (): Promise<void> => {
      await task().catch((error: Error) => this.logger.error(`${name} failed: ${error.message}`));
      if (!this.isStopped) this.timers.set(name, setTimeout(start, ms));
    };
    const start = (): void => {
      const run = turn().finally(() => this.running.delete(run));
      this.running.add(run);
    };
    this.timers.set(name, setTimeout(start, ms));
  }
}
