import { setTimeout as pause } from 'node:timers/promises';

/** Who has waited for so long goes on beside the others. */
const PATIENCE_MS = 1_000;

/**
 * The writes of one user one after another, in the order in which they came; those of different users at once. It is for speed alone:
 * two writes of one user at once are right too, but one of them is made twice, and holds a connection while it waits for the other.
 * So nobody waits long for one that hangs.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  async take<T>(userId: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(userId);
    let end!: () => void;
    const mine = new Promise<void>((resolve) => (end = resolve));
    this.last.set(userId, mine);
    try {
      if (before) await withinPatience(before);
      return await task();
    } finally {
      end();
      if (this.last.get(userId) === mine) this.last.delete(userId);
    }
  }
}

async function withinPatience(event: Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([event, pause(PATIENCE_MS, undefined, { signal: patience.signal })]);
  patience.abort();
}
