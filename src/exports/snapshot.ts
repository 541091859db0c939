import type { QueryRunner } from 'typeorm';
import type { Database } from '../database/database.js';
import type { Queryable } from '../database/scoped-database.js';

// Longer than a reader may pause, which ends the snapshot first; shorter than for ever, should this process hang.
const SERVER_GIVES_UP_AFTER = '30s';

/** Reads that all see the database as it was at one instant, whatever is written meanwhile. It holds a connection until it is closed. */
export class Snapshot {
  private closing: Promise<void> | undefined;

  private constructor(private readonly runner: QueryRunner) {}

  static async take(database: Database, userId: string): Promise<Snapshot> {
    const snapshot = new Snapshot(await database.forUser(userId).begin('REPEATABLE READ'));
    try {
      await snapshot.runner.query('SET TRANSACTION READ ONLY');
      await snapshot.runner.query(`SET LOCAL idle_in_transaction_session_timeout = '${SERVER_GIVES_UP_AFTER}'`);
      return snapshot;
    } catch (error) {
      await snapshot.close();
      throw error;
    }
  }

  get db(): Queryable {
    return this.runner.manager;
  }

  /** Gives the connection back, once; also where the database has gone away meanwhile. */
  close(): Promise<void> {
    return (this.closing ??= this.release());
  }

  private async release(): Promise<void> {
    try {
      if (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
    } catch {
      // the connection is broken, and the transaction gone with it
    } finally {
      await this.runner.release();
    }
  }
}
