import { createHash, type Hash } from 'node:crypto';
import type { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type Reading, type ReadingContext } from '../../import-format.js';
import { ZipReader } from '../../zip-reader.js';
import { csvRecords } from './csv-records.js';
import { MANIFEST_FILE, type ManifestFile } from './templates.js';

const LARGEST_MANIFEST = 1024 * 1024;

/**
 * The records of all CSVs in a zip; each of them has to be what the manifest says, where there is one.
 * @throws MalformedFile where the rest cannot be read
 */
export async function* zippedCsvRecords(path: string, context: ReadingContext, skipped: SkipCounts): AsyncGenerator<Reading> {
  const zip = await ZipReader.open(path, context);
  try {
    const manifest = await readManifest(zip);
    for (const entry of zip.files) {
      const { fileName } = entry;
      if (fileName === MANIFEST_FILE) continue;
      if (!/\.csv$/i.test(fileName)) {
        skipped.add('not_supported', 'a file in the zip that is no CSV', fileName);
        continue;
      }
      const hash = createHash('sha256');
      const rows = yield* csvRecords(hashed(zip.chunksOf(entry), hash), (line) => `${fileName} line ${line}`, skipped);
      const said = manifest?.find(({ name }) => name === fileName);
      if (said && (said.rows !== rows || said.sha256 !== hash.digest('hex')))
        throw new MalformedFile(fileName, `the file is not the one that ${MANIFEST_FILE} speaks of`, 'incomplete');
    }
    const names = zip.files.map(({ fileName }) => fileName);
    const missing = manifest?.find(({ name }) => !names.includes(name));
    if (missing) throw new MalformedFile(MANIFEST_FILE, 'a file that it names is not in the zip', 'incomplete');
  } finally {
    zip.close();
  }
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function readManifest(zip: ZipReader): Promise<ManifestFile[] | null> {
  const entry = zip.files.find(({ fileName }) => fileName === MANIFEST_FILE);
  if (!entry) return null;
  if (entry.uncompressedSize > LARGEST_MANIFEST) throw malformedManifest();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.chunksOf(entry)) chunks.push(chunk);
  try {
    const { files } = JSON.parse(Buffer.concat(chunks).toString()) as { files: ManifestFile[] };
    if (files.every(({ name }) => typeof name === 'string')) return files;
  } catch {
    // answered below
  }
  throw malformedManifest();
}

const malformedManifest = (): MalformedFile => new MalformedFile(MANIFEST_FILE, 'the manifest cannot be read', 'malformed_json');
