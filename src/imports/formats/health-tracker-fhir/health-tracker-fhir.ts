import { MalformedFile, type ImportFormat, type Reading, type ReadingContext } from '../../import-format.js';
import type { JsonObject } from '../../json/json-value.js';
import { readJson } from '../../json/read-json.js';
import { BundleEntries } from './bundle-entries.js';
import { memberOf } from './resources.js';
import { FHIR_EXPORT_SOURCE } from './vocabulary.js';

/** A FHIR Bundle that an export is, with everything that our extensions say. */
export const HEALTH_TRACKER_FHIR: ImportFormat = {
  name: 'health-tracker-fhir',
  mediaTypes: [],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    const entries = new BundleEntries();
    const isList = (names: readonly string[]): boolean => names.length === 1 && names[0] === 'entry';
    let fault: MalformedFile | null = null;
    try {
      for await (const { place, value, list, beside } of readJson(path, context, isList)) {
        checkOrigin(list ? beside : (value as JsonObject), place);
        if (!list) entries.checkEnd(place);
        const reading = list ? entries.take(value, place) : null;
        if (reading) yield reading;
      }
    } catch (error) {
      if (!(error instanceof MalformedFile)) throw error;
      fault = error;
    }
    yield* entries.end();
    if (fault) throw fault;
  },
};

function checkOrigin(bundle: Readonly<JsonObject>, place: string): void {
  if (memberOf(memberOf(bundle, 'meta'), 'source') === FHIR_EXPORT_SOURCE) return;
  throw new MalformedFile(
    place,
    `this is no Bundle whose meta.source, before its entries, is ${FHIR_EXPORT_SOURCE}`,
    'not_an_export',
  );
}
