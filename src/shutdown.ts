import { StartRefused } from './start-refused.js';

const DEADLINE_SECONDS = 30;
const SAME_SIGNAL_SECONDS = 1; // one Ctrl-C arrives twice below npm: from the terminal, and passed on

/** Ends the process in order: what was opened last is closed first, on a signal, on a failed start and on an error nobody caught. */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private startedAt: number | undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.onSignal());
    process.on('uncaughtException', (error) => this.fail(error));
  }

  /** Waits for something to open, and closes it at the end. When the end comes while it still opens, the start goes no further. */
  async closing<T>(opening: Promise<T>, close: (opened: T) => Promise<void>): Promise<T> {
    this.steps.unshift(() => opening.then(close, () => {}));
    const opened = await opening;
    if (this.startedAt !== undefined) await new Promise(() => {});
    return opened;
  }

  /** Logs what went wrong and ends with exit code 1; an error during an end that is under way is a consequence of it. */
  fail(error: unknown): void {
    if (this.startedAt !== undefined) return;
    console.error(error instanceof StartRefused ? error.message : error);
    void this.end(1);
  }

  private onSignal(): void {
    if (this.startedAt === undefined) void this.end(0);
    else if (Date.now() - this.startedAt > SAME_SIGNAL_SECONDS * 1000) process.exit(1);
  }

  private async end(code: number): Promise<void> {
    this.startedAt = Date.now();
    setTimeout(() => process.exit(1), DEADLINE_SECONDS * 1000).unref();
    for (const step of this.steps) {
      await step().catch((error: unknown) => {
        console.error(error);
        code = 1;
      });
    }
    process.exit(code);
  }
}
