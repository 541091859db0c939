import { performance } from 'node:perf_hooks';

const SAMPLE_MS = 250;
const STEP = 0.1;
const MOST = 0.9; // somebody has to be let in, to see whether it is over

/**
 * Turns away a share of requests that grows while the event loop has no pause, and shrinks when it has one again. A limit that
 * refuses everybody until the next sample would leave half of the time unused.
 */
export class EventLoopGate {
  private share = 0;
  private last = performance.eventLoopUtilization();
  private readonly timer: NodeJS.Timeout | undefined;

  /** `limit` is a utilisation from 0 to 1, of each interval by itself; with 1 nobody is turned away. */
  constructor(private readonly limit: number) {
    if (limit < 1) this.timer = setInterval(() => this.look(), SAMPLE_MS).unref();
  }

  refuses(): boolean {
    return this.share > 0 && Math.random() < this.share;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.eventLoopUtilization();
    this.share = shareAfter(this.share, performance.eventLoopUtilization(now, this.last).utilization > this.limit);
    this.last = now;
  }
}

/** The share of requests to be turned away, given the one before and whether the event loop had no pause. */
export function shareAfter(share: number, isBusy: boolean): number {
  return Math.max(0, Math.min(MOST, Math.round((share + (isBusy ? STEP : -STEP)) * 10) / 10));
}
