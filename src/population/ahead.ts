import { WINDOW_DAYS } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { type Asked, askedOfOne, askedOfSeveral } from './asked.js';
import { COUNTED_DAY, countedDay, countedDayValues } from './counted-day.js';
import type { RecordFacts } from './facts.js';
import type { Opening, TypedColumn } from './write-statement.js';

/** The local dates, both included, of a new record that says nothing but what is added to totals. */
export interface AddedDays {
  from: string;
  to: string;
  /** Whether it is one day, and figures may count it. */
  isCounted: boolean;
}

/** How a statement begins, given what it is told; `isNothing` is a condition on the user's row `s` of `user_states`. */
type Begin = (asked: Asked, isNothing: string) => readonly string[];

const UNCOUNTED_DAYS: readonly TypedColumn[] = [
  { name: 'now', type: 'timestamptz' },
  { name: 'first_date', type: 'date' },
  { name: 'last_date', type: 'date' },
];

/** For days that no figure counts, in the user's time zone too: today and later ones before they are over, and those before the window. */
const uncountedDays: Begin = ({ rows, value, userOf }, isNothing) => [
  `gate AS (UPDATE user_states s SET version = version + 1 ${rows && `FROM ${rows}`} WHERE s.user_id = ${userOf('a')}
  AND s.rolls_at > ${value('now')} AND (s.as_of <= ${value('first_date')} OR s.as_of - ${WINDOW_DAYS} > ${value('last_date')})
  AND ${isNothing} RETURNING s.user_id)`,
];

const uncounted = new Map<string, Opening>();
const counted = new Map<string, Opening>();

/** How the statement begins; `isNothing` is a condition on the user's row `s` of `user_states`, with so many texts for parameters, from $2 on. */
export function openingFor(isNothing: string, texts: number, isCounted: boolean): Opening {
  const [known, columns, begin] = isCounted ? [counted, COUNTED_DAY, countedDay] : [uncounted, UNCOUNTED_DAYS, uncountedDays];
  let opening = known.get(isNothing);
  if (!opening) known.set(isNothing, (opening = makeOpening(isNothing, texts, columns, begin)));
  return opening;
}

function makeOpening(isNothing: string, texts: number, columns: readonly TypedColumn[], begin: Begin): Opening {
  const looked = Array.from({ length: texts }, (_, index) => ({ name: `looked_${index + 2}`, type: 'text' }));
  const all = [{ name: 'user_id', type: 'uuid' }, ...looked, ...columns];
  const [one, several] = [askedOfOne(all), askedOfSeveral(all)];
  const ofSeveral = isNothing.replaceAll(/\$(\d+)/g, (_, parameter) => several.value(`looked_${parameter}`));
  return {
    begin: begin(one, isNothing),
    beginSeveral: [...several.begin, ...begin(several, ofSeveral)],
    parameters: all.length,
  };
}

/** What the statement is told of a user, in the order of its parameters. */
export function toldOf(
  userId: string,
  looked: readonly unknown[],
  { from, to, isCounted }: AddedDays,
  after: readonly RecordFacts[],
): unknown[] {
  const now = formatInstant(clock.now());
  return [userId, ...looked, now, ...(isCounted ? countedDayValues(after[0]!) : [from, to])];
}
