import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { readExport } from './export-xml.js';

const ZIP = Buffer.from('PK');

/** What the Health app of an iPhone exports: `export.xml`, or the zip that holds it and the clinical records. */
export const APPLE_HEALTH: ImportFormat = {
  name: 'apple-health',
  mediaTypes: [],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    if (await isZip(path)) return;
    else yield* readExport(createReadStream(path), context, { where: '', hasClinicalFiles: false });
  },
};

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
    return bytesRead === ZIP.length && buffer.equals(ZIP);
  } finally {
    await file.close();
  }
}
