import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { readJson } from '../../json/read-json.js';
import { FitbitDocument, isFitbitList } from './fitbit-document.js';

/**
 * Responses of the Fitbit Web API (https://dev.fitbit.com/build/reference/web-api/): the summary of a day with its activities, the
 * list of activities, time series and series within a day, and logs of sleep of the versions 1 and 1.2; one, or many of them in an
 * array or one after the other.
 */
export const FITBIT_FORMAT: ImportFormat = { name: 'fitbit', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let document = new FitbitDocument(context.timeZone);
  for await (const part of readJson(path, context, isFitbitList)) {
    yield* document.take(part);
    if (!part.list) document = new FitbitDocument(context.timeZone);
  }
}
