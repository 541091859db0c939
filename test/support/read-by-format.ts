import type { ImportFormat, Reading } from '../../src/imports/import-format.js';
import { wholeReading } from './whole-reading.js';

/** What a format reads in a file with that content, and the fault at which it stopped: `<place>: <code>`. */
export async function readByFormat(
  format: ImportFormat,
  content: string | Buffer,
): Promise<{ readings: Reading[]; fault: string | null }> {
  const { readings, fault } = await wholeReading(format, content);
  return { readings, fault: fault && `${fault.place}: ${fault.code}` };
}

/** Readings in short: `line 2: record`, `line 3: rejected malformed_json`, with the number of entries where it is not one. */
export const inShort = (readings: readonly Reading[]): string[] =>
  readings.map((reading) => {
    const why = reading.outcome === 'record' ? '' : ` ${reading.outcome === 'skipped' ? reading.reason : reading.code}`;
    return `${reading.place}: ${reading.outcome}${why}${reading.entries === 1 ? '' : ` ${reading.entries}`}`;
  });
