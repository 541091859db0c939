import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MalformedFile, type ImportFormat, type Reading } from '../../src/imports/import-format.js';

/** What a format reads in a file with that content, and the fault at which it stopped: `<place>: <code>`. */
export async function readByFormat(
  format: ImportFormat,
  content: string | Uint8Array,
): Promise<{ readings: Reading[]; fault: string | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'read-by-format-'));
  const readings: Reading[] = [];
  try {
    writeFileSync(join(folder, 'file'), content);
    for await (const reading of format.read(join(folder, 'file'), { timeZone: 'Europe/Berlin' })) readings.push(reading);
    return { readings, fault: null };
  } catch (error) {
    if (error instanceof MalformedFile) return { readings, fault: `${error.place}: ${error.code}` };
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Readings in short: `line 2: record`, `line 3: rejected malformed_json`, with the number of entries where it is not one. */
export const inShort = (readings: readonly Reading[]): string[] =>
  readings.map((reading) => {
    const why = reading.outcome === 'record' ? '' : ` ${reading.outcome === 'skipped' ? reading.reason : reading.code}`;
    return `${reading.place}: ${reading.outcome}${why}${reading.entries === 1 ? '' : ` ${reading.entries}`}`;
  });
