import { Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { AccessLogService } from '../access/log/access-log.service.js';
import { every } from '../time/every.js';
import { CompactionService } from './compaction.service.js';
import { KeptRepliesService } from './kept-replies.service.js';
import { PopulationFoldsService } from './population-folds.service.js';
import { PopulationSnapshotsService } from './population-snapshots.service.js';
import { RollOverService } from './roll-over.service.js';

const COMPACTION_MS = 1_000;
const ROLL_OVER_MS = 5_000;
const CLEARANCE_MS = 3_600_000;

/** Does, while the service runs, what no request waits for: ends users' days, keeps the ledger short, and clears away. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('housekeeping');
  private endings: (() => Promise<void>)[] = [];
  private isStopped = false;

  constructor(
    private readonly rollOver: RollOverService,
    private readonly compaction: CompactionService,
    private readonly folds: PopulationFoldsService,
    private readonly snapshots: PopulationSnapshotsService,
    private readonly keptReplies: KeptRepliesService,
    private readonly accessLog: AccessLogService,
  ) {}

  onApplicationBootstrap(): void {
    this.endings = [
      every(COMPACTION_MS, () => this.keepFolded()),
      every(ROLL_OVER_MS, () => this.attempt('roll-over', () => this.endDays())),
      every(CLEARANCE_MS, () => this.attempt('clearance', () => this.snapshots.removeUnused())),
      every(CLEARANCE_MS, () => this.attempt('clearance of replies', () => this.keptReplies.removeExpired())),
      every(CLEARANCE_MS, () => this.attempt('clearance of the access log', () => this.accessLog.removeOutdated())),
    ];
  }

  /** Waits for what is under way: the database goes after it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.endings.map((end) => end()));
  }

  private async keepFolded(): Promise<void> {
    await this.attempt('compaction', () => this.compaction.compact());
    await this.attempt('reading what is folded', () => this.folds.follow());
  }

  private async endDays(): Promise<void> {
    const rolled = await this.rollOver.rollDue(() => this.isStopped);
    if (rolled > 0) this.logger.log(`The day of ${rolled} users went on`);
  }

  /** What fails is tried again at its next turn. */
  private async attempt(name: string, task: () => Promise<unknown>): Promise<void> {
    await task().catch((error: Error) => this.logger.error(`${name} failed: ${error.message}`));
  }
}
