import { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type ImportFormat, type Place, type Reading, type ReadingContext } from '../../import-format.js';
import { isObject, type JsonValue } from '../../json/json-value.js';
import { readJson } from '../../json/read-json.js';
import { checkVersion, COLLECTIONS, Contents, NO_RECORDS } from './contents.js';
import { readRecord } from './record.js';

/** One object with a list for each kind of record, as an export has it; a file that says it is an export has to have its end. */
export const HEALTH_TRACKER_JSON: ImportFormat = {
  name: 'health-tracker-json',
  mediaTypes: [],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    const skipped = new SkipCounts();
    const contents = new Contents();
    const isList = ([name, ...more]: readonly string[]): boolean => more.length === 0 && Object.hasOwn(COLLECTIONS, name!);
    let fault: MalformedFile | null = null;
    try {
      for await (const { place, value, list, beside } of readJson(path, context, isList)) {
        if (!list) {
          yield* readRest(value, place, contents, skipped);
          continue;
        }
        checkVersion(beside.version, place);
        contents.add(list[0]!);
        const collection = COLLECTIONS[list[0]!];
        if (collection) yield readRecord(collection, value, place);
        else skipped.add(...NO_RECORDS.healthScoreHistory, place);
      }
    } catch (error) {
      if (!(error instanceof MalformedFile)) throw error;
      fault = error;
    }
    yield* skipped.readings();
    if (fault) throw fault;
  },
};

/** What is beside the lists. */
function* readRest(value: JsonValue, place: Place, contents: Contents, skipped: SkipCounts): Generator<Reading> {
  if (!isObject(value) || !Object.keys(COLLECTIONS).some((name) => name in value)) {
    const lists = Object.keys(COLLECTIONS).join(', ');
    yield {
      outcome: 'rejected',
      entries: 1,
      place,
      code: 'unknown_document',
      detail: `an object with lists is expected: ${lists}`,
    };
    return;
  }
  if (value.user !== undefined) skipped.add(...NO_RECORDS.user, `${place}/user`);
  if (value.export === undefined) return;
  if (!isObject(value.end)) throw new MalformedFile(place, 'the end of the export is missing', 'truncated');
  contents.check(value.end.counts, `${place}/end`);
}
