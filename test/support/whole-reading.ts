import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MalformedFile, type ImportFormat, type Reading } from '../../src/imports/import-format.js';

/** All that came out of a file: its readings, how many entries they speak of, and the fault that ended the reading. */
export interface WholeReading {
  readings: Reading[];
  entries: number;
  fault: { code: string; place: string } | null;
}

/** Reads a file with that content to its end or to its first fault; any other error than that of a malformed file is thrown. */
export async function wholeReading(
  format: ImportFormat,
  content: string | Buffer,
  timeZone = 'Europe/Berlin',
): Promise<WholeReading> {
  const folder = mkdtempSync(join(tmpdir(), 'whole-reading-'));
  const whole: WholeReading = { readings: [], entries: 0, fault: null };
  try {
    writeFileSync(join(folder, 'file'), content);
    for await (const reading of format.read(join(folder, 'file'), { timeZone })) {
      whole.readings.push(reading);
      whole.entries += reading.entries;
    }
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    whole.fault = { code: error.code, place: error.place };
  } finally {
    rmSync(folder, { recursive: true });
  }
  return whole;
}
