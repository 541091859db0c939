import { MalformedFile, type ImportFormat, type Reading, type ReadingContext } from '../../import-format.js';
import { readJson } from '../../json/read-json.js';
import { HEALTH_TRACKER_FHIR } from '../health-tracker-fhir/health-tracker-fhir.js';
import { isExportBundle } from '../health-tracker-fhir/is-export-bundle.js';
import { FhirResources, SEVERAL_SUBJECTS } from './fhir-resources.js';
import { elementOf } from './fhir-value.js';

/** Laboratory results, steps and sleep of FHIR R4 and R5: a Bundle, one resource, or a resource a line; also a Bundle of ours. */
export const FHIR: ImportFormat = {
  name: 'fhir',
  mediaTypes: ['application/fhir+json', 'application/fhir+ndjson'],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    if (await isExportBundle(path)) yield* HEALTH_TRACKER_FHIR.read(path, context);
    else yield* readResources(path, context);
  },
};

async function* readResources(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  const resources = new FhirResources({ zone: context.timeZone, sourceName: 'FHIR', anySubject: false });
  let fault: MalformedFile | null = null;
  try {
    for await (const { place, value, list } of readJson(path, context, isEntries)) {
      if (list) yield* resources.addEntry(value, place);
      else if (elementOf(value)?.resourceType !== 'Bundle') yield* resources.add(value, place);
    }
  } catch (error) {
    if (!(error instanceof MalformedFile) || error.code === SEVERAL_SUBJECTS) throw error;
    fault = error;
  }
  yield* resources.end();
  if (fault) throw fault;
}

/** The entries of a Bundle. */
const isEntries = (names: readonly string[]): boolean => names.length === 1 && names[0] === 'entry';
