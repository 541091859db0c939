import type { Reading, ReadingContext } from '../import-format.js';
import { readJson, type IsList, type JsonPart } from '../json/read-json.js';
import { readingOf, type Said } from './entry-reading.js';

/** The readings of a JSON file whose entries have nothing to do with each other; null is what is no entry. */
export async function* readEntries(
  path: string,
  context: ReadingContext,
  isList: IsList,
  say: (part: JsonPart) => Said | null,
): AsyncGenerator<Reading> {
  for await (const part of readJson(path, context, isList)) {
    const reading = readingOf(part.place, () => say(part));
    if (reading) yield reading;
  }
}
