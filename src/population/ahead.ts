import { WINDOW_DAYS } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { countedDay, countedDayParameters } from './counted-day.js';
import type { RecordFacts } from './facts.js';
import type { Opening } from './write-statement.js';

/** The local dates, both included, of a new record that says nothing but what is added to totals. */
export interface AddedDays {
  from: string;
  to: string;
  /** Whether it is one day, and figures may count it. */
  isCounted: boolean;
}

type Begin = (first: number, isNothing: string) => readonly string[];

/** For days that no figure counts, in the user's time zone too: today and later ones before they are over, and those before the window. */
const uncountedDays: Begin = (first, isNothing) => [
  `gate AS (UPDATE user_states s SET version = version + 1 WHERE user_id = $1 AND s.rolls_at > $${first}
  AND (s.as_of <= $${first + 1}::date OR s.as_of - ${WINDOW_DAYS} > $${first + 2}::date) AND ${isNothing} RETURNING user_id)`,
];

const uncounted = new Map<string, readonly string[]>();
const counted = new Map<string, readonly string[]>();

/** How the statement begins for a user ($1); `isNothing` is a condition on the user's row `s` of `user_states`, with parameters from $2 on. */
export function openingFor(
  userId: string,
  isNothing: string,
  parameters: readonly unknown[],
  { from, to, isCounted }: AddedDays,
  after: readonly RecordFacts[],
): Opening {
  const [known, make] = isCounted ? [counted, countedDay] : [uncounted, uncountedDays];
  let begin = known.get(isNothing);
  if (!begin) known.set(isNothing, (begin = make(parameters.length + 2, isNothing)));
  const now = formatInstant(clock.now());
  return { begin, parameters: [userId, ...parameters, ...(isCounted ? countedDayParameters(now, after[0]!) : [now, from, to])] };
}
