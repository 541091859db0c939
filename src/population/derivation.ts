import { isDeepStrictEqual } from 'node:util';
import { combined, windowOf, windowSums, type WindowSums } from '../scoring/daily-figures.js';
import { WINDOW_DAYS } from '../scoring/metrics.js';
import { addDays } from '../time/local-date.js';
import {
  AMOUNTS,
  changeOfTotals,
  DailyTotals,
  daysForScore,
  isEmpty,
  keyOf,
  nightsTouched,
  type DailyTotal,
  type StoredNight,
} from './daily-totals.js';
import type { RecordFacts } from './facts.js';
import { figureRows, isSameFigure, resultsAfter, type FigureId } from './figure-rows.js';
import { bookingOf, ledgerEntries, merged, MOMENTS_SLOT, type LedgerEntry } from './ledger.js';
import { keepPastFigures, pastFigures, type PastFigures } from './past-figures.js';
import type { Needed, StoredFacts } from './stored-facts.js';
import type { Profile, Standing, UserState } from './user-state.js';
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
  const { from, to } = windowOf(standing.asOf);
  return {
    days: facts.some(({ days, nights }) => [...days, ...nights].some(({ localDate }) => from <= localDate && localDate <= to)),
    results: facts.some(({ results }) => results.some(({ localDate }) => localDate < standing.asOf)),
  };
}

/** What must be read before the change can be derived; null when nothing must. */
export function neededFacts(
  state: UserState,
  standing: Standing,
  { before, after, leaves, profile }: FactChange,
  moves: Moves,
): Needed | null {
  const nights = nightsTouched([...before, ...after]);
  if (!moves.days && !moves.results && nights.length === 0 && before.length === 0 && !leaves) return null;
  const touched = [...before, ...after].flatMap(({ days }) => days);
  const dates = [...touched, ...nights].map(({ localDate }) => localDate);
  return {
    days: [...new Set([...dates, ...(moves.days ? daysToCount(state, standing, profile) : [])])],
    nights: nights.map(({ localDate }) => localDate),
    resultsBefore: moves.results ? standing.asOf : null,
  };
}

/** The days that come into the window or leave it; all of it, where it has never been added up, or not in the order that now holds. */
function daysToCount({ asOf, ...state }: UserState, standing: Standing, profile: Profile | undefined): string[] {
  const isAddedUp = sumsInOrder(state, profile) !== null;
  if (isAddedUp && asOf === standing.asOf) return [];
  const next = datesOfWindow(standing.asOf);
  if (!isAddedUp) return next;
  const former = datesOfWindow(asOf);
  return [...former.filter((date) => !next.includes(date)), ...next.filter((date) => !former.includes(date))];
}

/** What the window adds up to; null where that is not known, or was added up from the sources of another order. */
const sumsInOrder = ({ sums, profile }: Pick<UserState, 'sums' | 'profile'>, next = profile): WindowSums | null =>
  isDeepStrictEqual(profile.sourceOrder, next.sourceOrder) ? sums : null;

const datesOfWindow = (asOf: string): string[] => {
  const { from } = windowOf(asOf);
  return Array.from({ length: WINDOW_DAYS }, (_, index) => addDays(from, index));
};

/** What follows of a change for one user's tables. */
export interface DerivedRows {
  addedTotals: DailyTotal[];
  changedTotals: DailyTotal[];
  droppedTotals: DailyTotal[];
  putFigures: object[];
  droppedFigures: { metric: FigureId }[];
  ledger: LedgerEntry[];
  /** Of the day that is over, where one is. */
  pastFigures: PastFigures[];
}

/** All that follows: what the user's window adds up to then, and the rows of the other tables. */
export interface Derived {
  sums: WindowSums | null;
  rows: DerivedRows;
}

const NOTHING: DerivedRows = {
  addedTotals: [],
  changedTotals: [],
  droppedTotals: [],
  putFigures: [],
  droppedFigures: [],
  ledger: [],
  pastFigures: [],
};

/** The totals that a change moves, and by how much. */
const changedTotals = ({ before, after }: FactChange, nights: readonly StoredNight[]): DailyTotal[] =>
  [...changeOfTotals(before, after, nights)].filter((row) => AMOUNTS.some((amount) => row[amount] !== 0));

/** What follows from new records of which nothing must be known that is stored: they add to totals, and move no figure. */
export const totalsAdded = (userId: string, after: readonly RecordFacts[]): Part =>
  addTotals(ownedBy(userId, changedTotals({ before: [], after }, [])));

const ownedBy = (userId: string, rows: readonly object[]): object[] => rows.map((row) => ({ user_id: userId, ...row }));

/** What follows from a change, given what {@link neededFacts} asked for. */
export function derive(
  state: UserState,
  standing: Standing,
  change: FactChange,
  moves: Moves,
  stored: StoredFacts | null,
): Derived {
  if (!stored) return { sums: state.sums, rows: { ...NOTHING, addedTotals: changedTotals(change, []) } };
  const changes = changedTotals(change, stored.nights);
  const booked = bookingOf(state.profile, state.cohort, stored.figures);
  if (change.leaves) {
    const ledger = ledgerEntries(booked, { cohort: state.cohort, figures: [] });
    return { sums: null, rows: { ...NOTHING, ledger } };
  }

  const known = new Set(stored.totals.map(keyOf));
  const totals = new DailyTotals(stored.totals);
  for (const row of changes) totals.add(row);
  const isKnown = (row: DailyTotal): boolean => known.has(keyOf(row));
  const isLeftEmpty = (row: DailyTotal): boolean => isEmpty(totals.get(keyOf(row))!);

  const sums = moves.days ? sumsAfter(state, standing, stored.totals, [...totals], change.profile) : state.sums;
  const figures = new Map(stored.figures.map((row) => [row.metric, row]));
  const profile = change.profile ?? state.profile;
  const next = figureRows(profile, standing.asOf, {
    sums: moves.days ? sums : null,
    results: moves.results ? resultsAfter(stored.results, change.before, change.after) : null,
  });
  const after = new Map([...figures, ...next]);
  const rows = {
    addedTotals: changes.filter((row) => !isKnown(row)),
    changedTotals: changes.filter((row) => isKnown(row) && !isLeftEmpty(row)),
    droppedTotals: changes.filter((row) => isKnown(row) && isLeftEmpty(row)),
    putFigures: [...next.values()].filter((row) => row !== null && !isSameFigure(row, figures.get(row.metric))) as object[],
    droppedFigures: [...next].filter(([metric, row]) => row === null && figures.has(metric)).map(([metric]) => ({ metric })),
    ledger: ledgerEntries(
      booked,
      bookingOf(
        profile,
        standing.cohort,
        [...after.values()].filter((row) => row !== null),
      ),
    ),
    pastFigures: standing.asOf > state.asOf ? pastFigures(state, stored.figures) : [],
  };
  return { sums, rows };
}

/** The sums of the window with each day that was read taken away as it was, and added as it is: days of both cancel out. */
function sumsAfter(
  state: UserState,
  standing: Standing,
  before: DailyTotal[],
  after: DailyTotal[],
  profile = state.profile,
): WindowSums {
  const is = windowSums(standing.asOf, daysForScore(after, profile.sourceOrder));
  const sums = sumsInOrder(state, profile);
  if (!sums) return is;
  const was = windowSums(state.asOf, daysForScore(before, state.profile.sourceOrder));
  return combined(combined(sums, was, -1), is, 1);
}

/** The parts of a write that follow from what was derived for its users. */
export function derivedParts(derived: readonly { userId: string; rows: DerivedRows }[]): Part[] {
  const all = (name: keyof DerivedRows): object[] => derived.flatMap(({ userId, rows }) => ownedBy(userId, rows[name]));
  const ledger = all('ledger') as OwnedEntry[];
  return [
    addTotals(all('addedTotals')),
    changeTotals(all('changedTotals')),
    dropTotals(all('droppedTotals')),
    putFigures(all('putFigures')),
    dropFigures(all('droppedFigures')),
    addToLedger((derived.length > 1 ? merged(ledger) : ledger).map(toLedgerRow)), // what one user adds is at as many places
    ...keepPastFigures(all('pastFigures')),
  ];
}

type OwnedEntry = LedgerEntry & { user_id: string };

/** Only the moments have sums. */
const toLedgerRow = (entry: OwnedEntry): object => {
  const { user_id, metric, cohort, slot, n } = entry;
  return slot === MOMENTS_SLOT ? entry : { user_id, metric, cohort, slot, n };
};
