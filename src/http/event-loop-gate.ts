import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const SAMPLE_MS = 250;
const RESOLUTION_MS = 10;
const LATE_MS = 100;
const STEP = 0.1;
const MOST = 0.9; // somebody has to be let in, to see whether it is over

/**
 * Turns away a share of requests that grows while the event loop has no pause and whatever comes waits for its turn, and shrinks
 * when it has one again. To refuse everybody until the next look would leave half of the time unused; and a loop that is busy all
 * the time without anybody waiting is one that is well used.
 */
export class EventLoopGate {
  private share = 0;
  private last = performance.eventLoopUtilization();
  private due = performance.now() + SAMPLE_MS;
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout | undefined;

  /** `limit` is the utilisation of an interval, from 0 to 1; with 1 nobody is turned away. */
  constructor(private readonly limit: number) {
    if (limit === 1) return;
    this.delay.enable();
    this.timer = setInterval(() => this.look(), SAMPLE_MS).unref();
  }

  refuses(): boolean {
    return this.share > 0 && Math.random() < this.share;
  }

  close(): void {
    clearInterval(this.timer);
    this.delay.disable();
  }

  private look(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.last);
    const lateMs = Math.max(this.delay.percentile(50) / 1e6 - RESOLUTION_MS, performance.now() - this.due);
    this.share = shareAfter(this.share, utilization > this.limit && lateMs > LATE_MS);
    this.last = now;
    this.due = performance.now() + SAMPLE_MS;
    this.delay.reset();
  }
}

/** The share of requests to be turned away, given the one before and whether there is too much to do. */
export function shareAfter(share: number, isTooMuch: boolean): number {
  return Math.max(0, Math.min(MOST, Math.round((share + (isTooMuch ? STEP : -STEP)) * 10) / 10));
}
