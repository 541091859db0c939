import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { clock } from '../time/clock.js';
import { derive, derivedParts } from './derivation.js';
import { readHistories, STATE_COLUMNS, toUserState, type ReadState } from './stored-facts.js';
import { standingAt, stateRow } from './user-state.js';
import { composeWrite } from './write-statement.js';

const BATCH = 200;
const BATCHES_A_REPORT = 20;
const BOTH = { days: true, results: true };
const NO_CHANGE = { before: [], after: [] };

/**
 * The day moves without a write: at a user's local midnight the window of days goes on, laboratory results grow stale and
 * birthdays change the cohort. Users are brought forward in batches, each a transaction of its own, by any number of processes
 * at once: one that stops leaves whole users behind, and nobody waits for another's batch.
 */
@Injectable()
export class RollOverService {
  private readonly logger = new Logger('roll-over');

  constructor(private readonly dataSource: DataSource) {}

  /** Brings every user forward whose local day is over, until it is told to stop; returns how many there were. */
  async rollDue(isStopped = (): boolean => false): Promise<number> {
    let rolled = 0;
    for (let batches = 1; !isStopped(); batches++) {
      const batch = await this.dataSource.transaction((manager) => this.rollBatch(manager));
      rolled += batch;
      if (batch < BATCH) break;
      if (batches % BATCHES_A_REPORT === 0) this.logger.log(`The day of ${rolled} users went on so far`);
    }
    return rolled;
  }

  private async rollBatch(manager: EntityManager): Promise<number> {
    // The locks first, alone in their statement: what is read after it is what is there until the end of the transaction.
    // In no further order: all of a time zone are due at one instant, and a batch must not cost a sort of all of them.
    const due = await manager.query<{ user_id: string }[]>(
      `SELECT user_id FROM user_states WHERE rolls_at <= $1 ORDER BY rolls_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      [new Date(clock.now()).toISOString()],
    );
    if (due.length === 0) return 0;
    const rows = await manager.query<(ReadState & { userId: string })[]>(
      `SELECT s.user_id AS "userId", ${STATE_COLUMNS}
FROM user_states s JOIN users u ON u.id = s.user_id WHERE s.user_id = ANY ($1::uuid[])`,
      [due.map(({ user_id }) => user_id)],
    );
    const users = rows.map((row) => {
      const state = toUserState(row.userId, row);
      return { state, standing: standingAt(clock.now(), state.profile) };
    });
    const histories = await readHistories(manager, users);
    const derived = users.map(({ state, standing }) => ({
      userId: state.userId,
      rows: derive(state, standing, NO_CHANGE, BOTH, histories.get(state.userId)!),
    }));
    const { text, parameters } = composeWrite(
      users.map(({ state, standing }) => stateRow(state.userId, state.version, standing)),
      derivedParts(derived),
    );
    await manager.query(text, parameters);
    return users.length;
  }
}
