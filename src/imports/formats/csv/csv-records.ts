import type { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type Place, type Reading } from '../../import-format.js';
import { NO_RECORDS } from '../health-tracker/contents.js';
import { readRecord } from '../health-tracker/record.js';
import { BloodTestRows } from './blood-test-rows.js';
import { readHeader, type Header } from './header.js';
import { valuesOf } from './row-values.js';
import { rowsOf, type Row } from './rows.js';
import { BLOOD_TESTS } from './templates.js';

/**
 * The records of one CSV, which its header says the kind of.
 * @throws MalformedFile where the rest of it cannot be read
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  placeOf: (line: number) => Place,
  skipped: SkipCounts,
): AsyncGenerator<Reading, number> {
  let header: Header | null = null;
  let rows = 0;
  const tests = new BloodTestRows();
  for await (const row of rowsOf(chunks, placeOf)) {
    if (!header) {
      header = readHeader(row.cells, placeOf(row.line));
      continue;
    }
    rows += 1;
    const reading = read(row, header, placeOf(row.line), tests, skipped);
    if (reading) yield reading;
  }
  if (!header) throw new MalformedFile(placeOf(1), 'there is no row with the names of the columns', 'truncated');
  const last = tests.end();
  if (last) yield last;
  return rows;
}

function read(row: Row, header: Header, place: Place, tests: BloodTestRows, skipped: SkipCounts): Reading | null {
  if (header.template === null) {
    const [reason, detail] = NO_RECORDS[header.isAbout];
    skipped.add(reason, detail, place);
    return null;
  }
  const values = valuesOf(row, header.columns);
  if (header.template === BLOOD_TESTS) return tests.take(values, place);
  const [fault] = values.faults;
  if (!fault) return readRecord(header.template.collection, values.record, place);
  return { outcome: 'rejected', entries: 1, place: `${place}, column ${fault.column}`, code: fault.code, detail: fault.detail };
}
