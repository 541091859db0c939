import { open } from 'node:fs/promises';
import { chunksOfFile } from '../../chunks-of-file.js';
import { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type ImportFormat, type Reading, type ReadingContext } from '../../import-format.js';
import { csvRecords } from './csv-records.js';
import { zippedCsvRecords } from './zipped-csv.js';

/** A CSV of one of the templates, or a zip of such, as an export is one. */
export const CSV: ImportFormat = {
  name: 'csv',
  mediaTypes: ['text/csv'],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    const skipped = new SkipCounts();
    let fault: MalformedFile | null = null;
    try {
      if (await isZip(path)) yield* zippedCsvRecords(path, context, skipped);
      else yield* csvRecords(chunksOfFile(path, context), (line) => `line ${line}`, skipped);
    } catch (error) {
      if (!(error instanceof MalformedFile)) throw error;
      fault = error;
    }
    yield* skipped.readings();
    if (fault) throw fault;
  },
};

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1').startsWith('PK');
  } finally {
    await file.close();
  }
}
