// The service as it would be without statistics: nothing follows from a record or, with BENCH_KEEPS=figures, only what is the
// user's own, the daily totals and figures, and nothing that is the population's.
import { openingFor, toldOf, type AddedDays } from '../src/population/ahead.js';
import { BookkeepingService, type Change, type History, type Lookup } from '../src/population/bookkeeping.service.js';
import { derive, derivedParts, movedFigures, neededFacts, totalsAdded } from '../src/population/derivation.js';
import type { Queryable } from '../src/database/scoped-database.js';
import { readFacts } from '../src/population/stored-facts.js';
import type { WindowSums } from '../src/scoring/daily-figures.js';
import { standingAt, stateRow, type Standing, type UserState } from '../src/population/user-state.js';
import { composeAhead, composeWrite, type Opening, type Part, type QueryAhead } from '../src/population/write-statement.js';
import { clock } from '../src/time/clock.js';

const keepsFigures = process.env.BENCH_KEEPS === 'figures';

if (!['written', 'composedAhead'].every((way) => way in BookkeepingService.prototype))
  throw new Error('Writes go another way now: nothing would be left out');
Object.assign(BookkeepingService.prototype, {
  async written(db: Queryable, state: UserState, change: Change): Promise<UserState | null> {
    const standing = standingAt(clock.now(), state.profile);
    const { sums, parts } = keepsFigures ? await ofOneself(db, state, standing, change) : { sums: null, parts: [] };
    const row = stateRow(state.userId, state.version, standing, sums);
    const { text, parameters } = composeWrite([row], [...change.parts, ...parts]);
    return (await db.query<unknown[]>(text, parameters)).length > 0 ? state : null;
  },
  composedAhead(userId: string, { sql, parameters = [] }: Lookup, days: AddedDays, { parts, after }: History): QueryAhead {
    const counted = keepsFigures ? days : ANY_DAY;
    const opening = openingFor(sql?.isNothing ?? 'true', parameters.length, counted.isCounted);
    const told = toldOf(userId, parameters, counted, after);
    if (!keepsFigures) return composeAhead(opening, told, parts);
    return composeAhead(ofOneselfAlone(opening), told, [...parts, totalsAdded(userId, after)]);
  },
});

/** Days that no figure counts, so that the gate opens for nothing but the record. */
const ANY_DAY: AddedDays = { from: '9999-12-31', to: '9999-12-31', isCounted: false };
const withoutLedger = new Map<Opening, Opening>();

/** The same beginning without what it adds to the population; made once, as the statement is found by it. */
function ofOneselfAlone(opening: Opening): Opening {
  let kept = withoutLedger.get(opening);
  if (!kept) {
    const without = (ctes: readonly string[]): string[] => ctes.filter((cte) => !cte.includes('INSERT INTO population_ledger'));
    kept = { ...opening, begin: without(opening.begin), beginSeveral: without(opening.beginSeveral) };
    withoutLedger.set(opening, kept);
  }
  return kept;
}

async function ofOneself(
  db: Queryable,
  state: UserState,
  standing: Standing,
  change: Change,
): Promise<{ sums: WindowSums | null; parts: Part[] }> {
  const moves = movedFigures(state, standing, change);
  const needed = neededFacts(state, standing, change, moves);
  const stored = needed && (await readFacts(db, state.userId, needed));
  const { sums, rows } = derive(state, standing, change, moves, stored);
  return { sums, parts: derivedParts([{ userId: state.userId, rows: { ...rows, ledger: [] } }]) };
}

await import('../src/main.js');
