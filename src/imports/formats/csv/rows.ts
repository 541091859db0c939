import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { MalformedFile, type Place } from '../../import-format.js';
import { utf8Chunks } from './utf8-chunks.js';

/** A row of a CSV: its cells, and the line on which it ends. */
export interface Row {
  cells: string[];
  line: number;
}

const LARGEST_ROW = 1024 * 1024; // characters
const DELIMITERS = [',', ';', '\t'];

/**
 * The rows of a CSV (RFC 4180), which commas, semicolons or tabs separate, whichever the first line has most of. Empty rows are
 * none.
 * @throws MalformedFile with the line, where it is no CSV or not UTF-8
 */
export async function* rowsOf(chunks: AsyncIterable<Buffer>, placeOf: (line: number) => Place): AsyncGenerator<Row> {
  const source = utf8Chunks(chunks, placeOf);
  const first = await source.next();
  if (first.done) return;
  const csv = parse({
    bom: true,
    delimiter: delimiterOf(first.value),
    info: true,
    max_record_size: LARGEST_ROW,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  pipeline(Readable.from(startingWith(first.value, source)), csv, () => {}); // its errors come out of the iteration
  try {
    for await (const { record, info } of csv as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { cells: record, line: info.lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [message, code] = FAULTS[error.code] ?? ['this is no CSV', 'malformed_csv'];
    throw new MalformedFile(placeOf((error as { lines?: number }).lines ?? csv.info.lines), message, code);
  }
}

const FAULTS: Readonly<Record<string, [message: string, code: string]>> = {
  CSV_QUOTE_NOT_CLOSED: ['a quoted cell is not closed before the end of the file', 'truncated'],
  CSV_MAX_RECORD_SIZE: ['the row is too long', 'entry_too_large'],
};

function delimiterOf(start: Buffer): string {
  const line = start.toString().split(/\r?\n|\r/, 1)[0]!;
  const countOf = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best));
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
