import { setTimeout as pause } from 'node:timers/promises';

const WHOLE_BATCH = 1000;
const SMALL_BATCH = 25;

/**
 * How fast imports go on: those of one process take turns, batch by batch, and while people ask the service for something else the
 * batches are small and leave half of the time to them.
 */
export class Pace {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly isBusy: () => boolean) {}

  /** How many records are written at once. */
  get batchSize(): number {
    return this.isBusy() ? SMALL_BATCH : WHOLE_BATCH;
  }

  /** Writes a batch when it is its turn. */
  inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.last.then(async () => {
      const start = performance.now();
      const written = await write();
      if (this.isBusy()) await pause(performance.now() - start);
      return written;
    });
    this.last = turn.catch(() => {});
    return turn;
  }
}
