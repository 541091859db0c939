import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isMigrated, MIGRATIONS_DONE } from '../database/migrate.js';
import { ProbeConnection } from '../database/probe-connection.js';
import { Problem } from '../http/problem.js';

const KEPT_MS = 2000;
const RETRY_AFTER_SECONDS = 2;

/** Whether requests should be sent to this process. */
@Injectable()
export class ReadinessService {
  private isDraining = false;
  private last: { at: number; check: Promise<string | null> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly probe: ProbeConnection,
  ) {}

  /** From now on they should not. */
  startDraining(): void {
    this.isDraining = true;
  }

  /**
   * Asks the database at most every two seconds, however many ask here.
   * @throws Problem 503 saying what is not ready
   */
  async check(): Promise<void> {
    if (!this.last || performance.now() - this.last.at > KEPT_MS) this.last = { at: performance.now(), check: this.look() };
    const missing = this.isDraining ? 'The process is about to end.' : await this.last.check;
    if (missing !== null) throw Problem.unavailable(RETRY_AFTER_SECONDS, missing);
  }

  private async look(): Promise<string | null> {
    try {
      const done = await this.probe.query<{ name: string }>(MIGRATIONS_DONE);
      return isMigrated(this.dataSource, done) ? null : 'The tables of the database are older than this program.';
    } catch {
      return 'The database does not answer.';
    }
  }
}
