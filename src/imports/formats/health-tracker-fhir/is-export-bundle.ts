import { chunksOfFile } from '../../chunks-of-file.js';
import { FHIR_EXPORT_SOURCE } from './vocabulary.js';

const HEAD = 1024;

/** Whether a file is a Bundle that an export is, by how it begins. */
export async function isExportBundle(path: string): Promise<boolean> {
  for await (const chunk of chunksOfFile(path, { timeZone: 'UTC' })) {
    return chunk.toString('latin1', 0, HEAD).includes(`"source":"${FHIR_EXPORT_SOURCE}"`);
  }
  return false;
}
