import { open } from 'node:fs/promises';
import { chunksOfFile } from '../../chunks-of-file.js';
import type { ImportFormat, Reading, ReadingContext } from '../../import-format.js';
import { ZipReader } from '../../zip-reader.js';
import { clinicalRecordsAmong, exportAmong, nameOfFile } from './apple-zip.js';
import { readClinicalRecords } from './clinical-records.js';
import { readExport } from './export-xml.js';

const ZIP = Buffer.from('PK');

/** What the Health app of an iPhone exports: `export.xml`, or the zip that holds it and the clinical records. */
export const APPLE_HEALTH: ImportFormat = {
  name: 'apple-health',
  mediaTypes: [],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    if (await isZip(path)) yield* readZip(path, context);
    else yield* readExport(chunksOfFile(path, context), context, { where: '', clinicalFiles: new Set() });
  },
};

async function* readZip(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  const zip = await ZipReader.open(path, context);
  try {
    const file = exportAmong(zip.files);
    const clinicalFiles = new Set(clinicalRecordsAmong(zip.files).map(({ fileName }) => nameOfFile(fileName)));
    yield* readExport(zip.chunksOf(file), context, { where: `${file.fileName} `, clinicalFiles });
    yield* readClinicalRecords(zip, context);
  } finally {
    zip.close();
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
    return bytesRead === ZIP.length && buffer.equals(ZIP);
  } finally {
    await file.close();
  }
}
