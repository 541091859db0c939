import cluster, { type Address, type Worker } from 'node:cluster';
import { Logger } from '@nestjs/common';
import { StartRefused } from '../start-refused.js';
import { restartDelay } from './restart-delay.js';

/** Processes that are this program once more, all of them on one port; one that ends is started anew. */
export class Workers {
  private readonly logger = new Logger('workers');
  private readonly living = new Map<Worker, Promise<void>>();
  private failures = 0;
  private isEnding = false;

  constructor(
    private readonly count: number,
    /** What is different for them. */
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Starts all; returns where they listen. */
  async start(): Promise<Address> {
    const addresses = await Promise.all(Array.from({ length: this.count }, () => this.startOne(true)));
    return addresses[0]!;
  }

  /** Sends a signal to all, once; a second one would end them at once. */
  tell(signal: 'SIGTERM' | 'SIGINT'): void {
    if (this.isEnding) return;
    this.isEnding = true;
    for (const worker of this.living.keys()) worker.process.kill(signal);
  }

  async stop(): Promise<void> {
    this.tell('SIGINT');
    await Promise.all(this.living.values());
  }

  private startOne(isFirst: boolean): Promise<Address> {
    const startedAt = performance.now();
    const worker = cluster.fork(this.settings);
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', (code, signal) => {
        this.living.delete(worker);
        resolve();
        if (!this.isEnding && !isFirst) this.replace(`process ${worker.process.pid} ended (${signal ?? code})`, startedAt);
      });
    });
    this.living.set(worker, ended);
    return new Promise((resolve, reject) => {
      worker.once('listening', (address) => {
        isFirst = false;
        resolve(address);
      });
      worker.once('exit', () => reject(new StartRefused('A worker ended before it listened.')));
    });
  }

  private replace(what: string, startedAt: number): void {
    const lifeSeconds = (performance.now() - startedAt) / 1000;
    this.failures = lifeSeconds > 60 ? 0 : this.failures + 1;
    const delay = restartDelay(this.failures, Math.random());
    this.logger.error(`${what}, another one starts in ${delay.toFixed(1)} s`);
    setTimeout(() => {
      if (!this.isEnding) this.startOne(false).catch(() => undefined); // it is replaced in its turn
    }, delay * 1000);
  }
}
