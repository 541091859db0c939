import type { Entry } from 'yauzl';
import { MalformedFile, type Reading, type ReadingContext } from '../../import-format.js';
import type { ZipReader } from '../../zip-reader.js';
import { FhirResources } from '../fhir/fhir-resources.js';
import { clinicalRecordsAmong } from './apple-zip.js';

const LARGEST = 4 * 1024 * 1024;

/** Reads what hospitals and laboratories sent to the telephone: each file is one FHIR resource. */
export async function* readClinicalRecords(zip: ZipReader, { timeZone }: ReadingContext): AsyncGenerator<Reading> {
  const resources = new FhirResources({ zone: timeZone, sourceName: 'Apple Health Records', anySubject: true });
  let fault: MalformedFile | null = null;
  try {
    for (const entry of clinicalRecordsAmong(zip.files)) {
      const resource = await parse(zip, entry);
      if (resource === undefined) yield unreadable(entry);
      else yield* resources.add(resource, entry.fileName);
    }
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    fault = error;
  }
  yield* resources.end();
  if (fault) throw fault;
}

async function parse(zip: ZipReader, entry: Entry): Promise<unknown> {
  if (entry.uncompressedSize > LARGEST) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of zip.chunksOf(entry)) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

const unreadable = ({ fileName }: Entry): Reading => ({
  outcome: 'rejected',
  entries: 1,
  place: fileName,
  code: 'malformed_json',
  detail: 'the file is no JSON, or too large for one resource',
});
