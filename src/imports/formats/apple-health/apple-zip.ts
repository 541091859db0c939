import type { Entry } from 'yauzl';
import { MalformedFile } from '../../import-format.js';

/**
 * The export in the zip that Apple makes: `export.xml`, or as it is called in the language of the telephone. Beside it lie
 * `export_cda.xml`, the same in another format, and folders.
 * @throws MalformedFile where there is none
 */
export function exportAmong(files: readonly Entry[]): Entry {
  const fromTheTop = files.toSorted((a, b) => depthOf(a) - depthOf(b));
  const named = fromTheTop.find(({ fileName }) => /(^|\/)export\.xml$/i.test(fileName));
  const found = named ?? fromTheTop.find(({ fileName }) => TRANSLATED.test(fileName) && !/_cda\.xml$/i.test(fileName));
  if (!found) throw new MalformedFile('the file', 'there is no export.xml in the zip', 'not_apple_health');
  return found;
}

const TRANSLATED = /^([^/]+\/)?[^/.][^/]*\.xml$/i;
/** Without the folders. */
export const nameOfFile = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const depthOf = ({ fileName }: Entry): number => fileName.split('/').length;

/** What hospitals and laboratories sent to the telephone: a FHIR resource each. */
export const clinicalRecordsAmong = (files: readonly Entry[]): Entry[] =>
  files.filter(({ fileName }) => /(^|\/)clinical-records\/[^/]+\.json$/i.test(fileName));
