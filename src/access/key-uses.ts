import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database/database.js';
import { clock } from '../time/clock.js';
import { every } from '../time/every.js';
import { formatInstant } from '../time/instant.js';

const WRITTEN_EVERY_MS = 5_000;

/** Another process may have written a later use. */
const WRITE = `UPDATE service_keys k SET last_used_at = u.at FROM unnest($1::uuid[], $2::timestamptz[]) u (id, at)
WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)`;

/** When each key was used last: remembered at once, written for all of them together every few seconds and at a graceful stop. */
@Injectable()
export class KeyUses implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('access');
  /** Epoch milliseconds by the id of the key. */
  private unwritten = new Map<string, number>();
  private end = (): Promise<void> => Promise.resolve();

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.end = every(WRITTEN_EVERY_MS, () => this.attempt());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.end();
    await this.attempt();
  }

  /** Costs a request nothing but this. */
  note(keyId: string): void {
    this.unwritten.set(keyId, clock.now());
  }

  /** Writes what is not written yet; what cannot be written stays for the next time. */
  async write(): Promise<void> {
    const uses = this.unwritten;
    if (uses.size === 0) return;
    this.unwritten = new Map();
    try {
      await this.database.forAccess.query(WRITE, [[...uses.keys()], Array.from(uses.values(), formatInstant)]);
    } catch (error) {
      this.unwritten = new Map([...uses, ...this.unwritten]);
      throw error;
    }
  }

  private async attempt(): Promise<void> {
    await this.write().catch((error: Error) => this.logger.error(`the last use of keys was not written: ${error.message}`));
  }
}
