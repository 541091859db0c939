import { isDeepStrictEqual } from 'node:util';
import { AMOUNTS, changeOfTotals, DailyTotals, isEmpty, keyOf, nightsTouched, type DailyTotal } from './daily-totals.js';
import type { RecordFacts } from './facts.js';
import { figureRows, resultsAfter } from './figure-rows.js';
import type { Needed, StoredFacts } from './stored-facts.js';
import { dailyWindow, type Profile, type Standing, type UserState } from './user-state.js';
import type { Derived } from './write-statement.js';

/** What a write changes, in the terms of the population: a record that said `before` says `after`. */
export interface FactChange {
  before: RecordFacts | null;
  after: RecordFacts | null;
  /** The profile after the write, when the write changes it. */
  profile?: Profile;
}

/** Which figures a change can move: those of the days, those of the laboratory results, or none. */
interface Moves {
  days: boolean;
  results: boolean;
}

export function movedFigures(state: UserState, standing: Standing, change: FactChange): Moves {
  if (change.profile || standing.asOf !== state.asOf) return { days: true, results: true };
  const facts = [change.before, change.after].filter((each) => each !== null);
  const window = dailyWindow(standing.asOf);
  return {
    days: facts.some(({ days, nights }) => [...days, ...nights].some(({ localDate }) => window.from <= localDate && localDate <= window.to)),
    results: facts.some(({ results }) => results.some(({ localDate }) => localDate < standing.asOf)),
  };
}

/** What must be read before the change can be derived; null when nothing must. */
export function neededFacts(standing: Standing, change: FactChange, moves: Moves): Needed | null {
  const nights = nightsTouched(change.before, change.after);
  if (!moves.days && !moves.results && nights.length === 0 && change.before === null) return null;
  const touched = [change.before, change.after].flatMap((facts) => facts?.days ?? []);
  return {
    days: [...new Set([...touched, ...nights].map(({ localDate }) => localDate))],
    window: moves.days ? dailyWindow(standing.asOf) : null,
    nights,
    resultsBefore: moves.results ? standing.asOf : null,
  };
}

/** The rows that follow from a change, given what {@link neededFacts} asked for. */
export function derive(state: UserState, standing: Standing, change: FactChange, moves: Moves, stored: StoredFacts | null): Derived {
  const withUser = <T extends object>(row: T): T & { user_id: string } => ({ user_id: state.userId, ...row });
  const changes = [...changeOfTotals(change.before, change.after, stored?.nights ?? [])].filter((row) =>
    AMOUNTS.some((amount) => row[amount] !== 0),
  );
  if (!stored) return { totals: changes.map(withUser), changedTotals: [], droppedTotals: [], figures: [], droppedFigures: [] };

  const before = new Set(stored.totals.map(keyOf));
  const totals = new DailyTotals(stored.totals);
  for (const row of changes) totals.add(row);
  const isDropped = (row: DailyTotal): boolean => isEmpty(totals.get(keyOf(row))!);
  const isKnown = (row: DailyTotal): boolean => before.has(keyOf(row));

  const known = new Map(stored.figures.map((row) => [row.metric, row]));
  const figures = figureRows(change.profile ?? state.profile, standing.asOf, {
    days: moves.days ? [...totals] : null,
    results: moves.results ? resultsAfter(stored.results, change.before, change.after) : null,
  });
  return {
    totals: changes.filter((row) => !isKnown(row)).map(withUser),
    changedTotals: changes.filter((row) => isKnown(row) && !isDropped(row)).map(withUser),
    droppedTotals: changes.filter((row) => isKnown(row) && isDropped(row)).map(withUser),
    figures: [...figures.values()].filter((row) => row !== null && !isDeepStrictEqual(row, known.get(row.metric))).map((row) => withUser(row!)),
    droppedFigures: [...figures].filter(([metric, row]) => row === null && known.has(metric)).map(([metric]) => withUser({ metric })),
  };
}
