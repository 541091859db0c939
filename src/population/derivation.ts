import { isDeepStrictEqual } from 'node:util';
import { AMOUNTS, changeOfTotals, DailyTotals, isEmpty, keyOf, nightsTouched, type DailyTotal } from './daily-totals.js';
import type { RecordFacts } from './facts.js';
import { figureRows, resultsAfter, type FigureId } from './figure-rows.js';
import { ledgerEntries, merged, type LedgerEntry } from './ledger.js';
import { keepPastFigures, pastFigures, type PastFigures } from './past-figures.js';
import type { Needed, StoredFacts } from './stored-facts.js';
import { dailyWindow, type Profile, type Standing, type UserState } from './user-state.js';
import { addToLedger, addTotals, changeTotals, dropFigures, dropTotals, putFigures, type Part } from './write-statement.js';

/** What a write changes, in the terms of the population: records that said `before` say `after`. */
export interface FactChange {
  before: readonly RecordFacts[];
  after: readonly RecordFacts[];
  /** The profile after the write, when the write changes it. */
  profile?: Profile;
  /** The user goes, with everything that is the user's. */
  leaves?: true;
}

/** Which figures a change can move: those of the days, those of the laboratory results, or none. */
export interface Moves {
  days: boolean;
  results: boolean;
}

export function movedFigures(state: UserState, standing: Standing, { before, after, profile, leaves }: FactChange): Moves {
  if (leaves) return { days: false, results: false };
  if (profile || standing.asOf !== state.asOf) return { days: true, results: true };
  const facts = [...before, ...after];
  const { from, to } = dailyWindow(standing.asOf);
  return {
    days: facts.some(({ days, nights }) => [...days, ...nights].some(({ localDate }) => from <= localDate && localDate <= to)),
    results: facts.some(({ results }) => results.some(({ localDate }) => localDate < standing.asOf)),
  };
}

/** What must be read before the change can be derived; null when nothing must. */
export function neededFacts(standing: Standing, { before, after, leaves }: FactChange, moves: Moves): Needed | null {
  const nights = nightsTouched([...before, ...after]);
  if (!moves.days && !moves.results && nights.length === 0 && before.length === 0 && !leaves) return null;
  const touched = [...before, ...after].flatMap(({ days }) => days);
  return {
    days: [...new Set([...touched, ...nights].map(({ localDate }) => localDate))],
    window: moves.days ? dailyWindow(standing.asOf) : null,
    nights: nights.map(({ localDate }) => localDate),
    resultsBefore: moves.results ? standing.asOf : null,
  };
}

/** What follows of a change for one user's tables. */
export interface Derived {
  addedTotals: DailyTotal[];
  changedTotals: DailyTotal[];
  droppedTotals: DailyTotal[];
  putFigures: object[];
  droppedFigures: { metric: FigureId }[];
  ledger: LedgerEntry[];
  /** Of the day that is over, where one is. */
  pastFigures: PastFigures[];
}

const NOTHING: Derived = {
  addedTotals: [],
  changedTotals: [],
  droppedTotals: [],
  putFigures: [],
  droppedFigures: [],
  ledger: [],
  pastFigures: [],
};

/** The rows that follow from a change, given what {@link neededFacts} asked for. */
export function derive(
  state: UserState,
  standing: Standing,
  change: FactChange,
  moves: Moves,
  stored: StoredFacts | null,
): Derived {
  const changes = [...changeOfTotals(change.before, change.after, stored?.nights ?? [])].filter((row) =>
    AMOUNTS.some((amount) => row[amount] !== 0),
  );
  if (!stored) return { ...NOTHING, addedTotals: changes };
  const booked = { cohort: state.cohort, figures: stored.figures };
  if (change.leaves) return { ...NOTHING, ledger: ledgerEntries(booked, { cohort: state.cohort, figures: [] }) };

  const known = new Set(stored.totals.map(keyOf));
  const totals = new DailyTotals(stored.totals);
  for (const row of changes) totals.add(row);
  const isKnown = (row: DailyTotal): boolean => known.has(keyOf(row));
  const isLeftEmpty = (row: DailyTotal): boolean => isEmpty(totals.get(keyOf(row))!);

  const figures = new Map(stored.figures.map((row) => [row.metric, row]));
  const next = figureRows(change.profile ?? state.profile, standing.asOf, {
    days: moves.days ? [...totals] : null,
    results: moves.results ? resultsAfter(stored.results, change.before, change.after) : null,
  });
  const after = new Map([...figures, ...next]);
  return {
    addedTotals: changes.filter((row) => !isKnown(row)),
    changedTotals: changes.filter((row) => isKnown(row) && !isLeftEmpty(row)),
    droppedTotals: changes.filter((row) => isKnown(row) && isLeftEmpty(row)),
    putFigures: [...next.values()].filter((row) => row !== null && !isDeepStrictEqual(row, figures.get(row.metric))) as object[],
    droppedFigures: [...next].filter(([metric, row]) => row === null && figures.has(metric)).map(([metric]) => ({ metric })),
    ledger: ledgerEntries(booked, { cohort: standing.cohort, figures: [...after.values()].filter((row) => row !== null) }),
    pastFigures: standing.asOf > state.asOf ? pastFigures(state, stored.figures) : [],
  };
}

/** The parts of a write that follow from what was derived for its users. */
export function derivedParts(derived: readonly { userId: string; rows: Derived }[]): Part[] {
  const all = (name: keyof Derived): object[] =>
    derived.flatMap(({ userId, rows }) => rows[name].map((row) => ({ user_id: userId, ...row })));
  return [
    addTotals(all('addedTotals')),
    changeTotals(all('changedTotals')),
    dropTotals(all('droppedTotals')),
    putFigures(all('putFigures')),
    dropFigures(all('droppedFigures')),
    addToLedger(merged(all('ledger') as (LedgerEntry & { user_id: string })[])),
    ...keepPastFigures(all('pastFigures')),
  ];
}
