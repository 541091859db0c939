import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from './start-refused.js';

/** How the process exits: when a signal ends it, and when it fails. */
const SERVICE = { onSignal: 0, onFailure: 1 };

/** How long the end may take, the time for which it drains not included. */
const DEADLINE_SECONDS = 30;
const SAME_SIGNAL_SECONDS = 1; // one Ctrl-C arrives twice below npm: from the terminal, and passed on

/** Ends the process in order: what was opened last is closed first, on a signal, on a failed start and on an error nobody caught. */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private drain: { seconds: number; begin: () => void } | undefined;
  private startedAt: number | undefined;

  constructor(private readonly exitCodes = SERVICE) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.onSignal(signal));
    process.on('uncaughtException', (error) => this.fail(error));
  }

  /** Waits for something to open, and closes it at the end. When the end comes while it still opens, the start goes no further. */
  async closing<T>(opening: Promise<T>, close: (opened: T) => Promise<void>): Promise<T> {
    this.steps.unshift(() => opening.then(close, () => {}));
    const opened = await opening;
    if (this.startedAt !== undefined) await new Promise(() => {});
    return opened;
  }

  /** What SIGTERM begins, and for how long everything goes on then. A person who presses Ctrl-C does not wait for it. */
  draining(seconds: number, begin: () => void): void {
    this.drain = { seconds, begin };
  }

  /** Logs what went wrong and ends with the exit code of a failure; an error during an end that is under way is a consequence of it. */
  fail(error: unknown): void {
    if (this.startedAt !== undefined) return;
    // The stack alone: an error of the database has the values of a statement beside it.
    console.error(error instanceof StartRefused ? error.message : error instanceof Error ? error.stack : error);
    void this.end(this.exitCodes.onFailure);
  }

  private onSignal(signal: string): void {
    if (this.startedAt === undefined) void this.end(this.exitCodes.onSignal, signal === 'SIGTERM' ? this.drain : undefined);
    else if (Date.now() - this.startedAt > SAME_SIGNAL_SECONDS * 1000) process.exit(this.exitCodes.onFailure);
  }

  /** Closes everything and exits. */
  async end(code: number, drain?: { seconds: number; begin: () => void }): Promise<void> {
    this.startedAt = Date.now();
    setTimeout(() => process.exit(this.exitCodes.onFailure), (DEADLINE_SECONDS + (drain?.seconds ?? 0)) * 1000).unref();
    if (drain) {
      drain.begin();
      await pause(drain.seconds * 1000);
    }
    for (const step of this.steps) {
      await step().catch((error: unknown) => {
        console.error(error);
        code = this.exitCodes.onFailure;
      });
    }
    process.exit(code);
  }
}
