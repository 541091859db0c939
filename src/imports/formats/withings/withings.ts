import { notSupported, readingOf, rejectionOf, type Said } from '../../entries/entry-reading.js';
import { entryOf } from '../../entries/members.js';
import { Nights } from '../../entries/nights.js';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { readJson, type IsList, type JsonPart } from '../../json/read-json.js';
import { withingsDay, withingsIntraday, withingsWorkout } from './withings-activity.js';
import { withingsNight, withingsState } from './withings-sleep.js';
import { WITHINGS } from './withings-sources.js';

const LISTS = new Set(['activities', 'series', 'measuregrps', 'heart', 'devices', 'goals']);

/** The lists of a response are in its `body`, which some programs leave away; a series within a day is an object. */
const isList: IsList = (names, container) => {
  const [name = '', ...deeper] = names[0] === 'body' ? names.slice(1) : names;
  return deeper.length === 0 && LISTS.has(name) && (container === 'array' || name === 'series');
};

/**
 * Responses of Withings' API (https://developer.withings.com/api-reference/): days of activity, activity within a day, workouts,
 * summaries of nights, and states of sleep, which are joined to nights.
 */
export const WITHINGS_FORMAT: ImportFormat = { name: 'withings', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  const nights = new Nights(WITHINGS.sleepMeasures);
  for await (const part of readJson(path, context, isList)) {
    if (part.list && isState(part.value)) {
      yield* stateOf(part, part.value, nights);
    } else {
      if (!part.list) yield* nights.end();
      const reading = readingOf(part.place, () => said(part, context.timeZone));
      if (reading) yield reading;
    }
  }
}

const isState = (value: JsonValue): value is JsonObject => isObject(value) && 'state' in value && 'startdate' in value;

function* stateOf({ place }: JsonPart, value: JsonObject, nights: Nights): Generator<Reading> {
  let span;
  try {
    span = withingsState(value);
  } catch (error) {
    yield rejectionOf(place, error);
    return;
  }
  yield* nights.add(place, span);
}

function said({ list, name, value }: JsonPart, timeZone: string): Said | null {
  if (!list) return isObject(value) && hasLists(value) ? null : single(entryOf(value));
  const entry = entryOf(value);
  if (name !== null) return withingsIntraday(entry, name);
  if (list.at(-1) === 'activities') return withingsDay(entry, timeZone);
  if (list.at(-1) !== 'series') return notSupported('a list of this kind');
  if ('category' in entry) return withingsWorkout(entry);
  return 'data' in entry ? withingsNight(entry) : notSupported('an entry of this kind');
}

const single = (entry: JsonObject): Said => notSupported(`an answer without ${entry.body === undefined ? 'a body' : 'a list'}`);

const hasLists = (response: JsonObject): boolean =>
  Object.keys(isObject(response.body) ? response.body : response).some((name) => LISTS.has(name));
