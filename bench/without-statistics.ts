// The service as it would be if nothing followed from a record: a write is the check of the user's version and the record.
import { BookkeepingService, type Change } from '../src/population/bookkeeping.service.js';
import type { Queryable } from '../src/population/stored-facts.js';
import { standingAt, stateRow, type UserState } from '../src/population/user-state.js';
import { composeWrite } from '../src/population/write-statement.js';
import { clock } from '../src/time/clock.js';

Object.assign(BookkeepingService.prototype, {
  async carryOut(db: Queryable, state: UserState, change: Change): Promise<boolean> {
    const standing = standingAt(clock.now(), state.profile);
    const { text, parameters } = composeWrite([stateRow(state.userId, state.version, standing)], change.parts);
    return (await db.query<unknown[]>(text, parameters)).length > 0;
  },
});

await import('../src/main.js');
