import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { chunksOfFile } from '../../chunks-of-file.js';
import { MalformedFile, type Place, type ReadingContext } from '../../import-format.js';

const LONGEST_ROW = 64 * 1024;

/** A row of a CSV file: its values by the names in the header, in lower case and without anything but letters and digits. */
export interface CsvRow {
  place: Place;
  values: ReadonlyMap<string, string>;
  /** Whether there is a value for each column, and no more of them. */
  isWhole: boolean;
  /** The whole row, to tell whether another one is the same. */
  text: string;
}

/**
 * The rows of a CSV file, whose first line names its columns.
 * @throws MalformedFile with the line
 */
export async function* csvRows(path: string, context: ReadingContext): AsyncGenerator<CsvRow> {
  const parser = parse({ bom: true, relax_column_count: true, max_record_size: LONGEST_ROW });
  const source = Readable.from(chunksOfFile(path, context));
  source.on('error', (error) => parser.destroy(error));
  let names: string[] | null = null;
  let line = 1;
  try {
    for await (const record of source.pipe(parser) as AsyncIterable<string[]>) {
      const isEmpty = record.length === 1 && record[0] === '';
      if (names && !isEmpty) yield rowOf(names, record, `line ${line}`);
      else if (!isEmpty) names = record.map(plain);
      line += 1 + newlinesIn(record);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new MalformedFile(`line ${line}`, 'this is not a row of CSV', 'malformed_csv');
  } finally {
    source.destroy();
  }
  if (!names) throw new MalformedFile('line 1', 'there is no line with the names of the columns', 'truncated');
}

/** In values that are quoted. */
const newlinesIn = (record: readonly string[]): number =>
  record.reduce((sum, value) => (value.includes('\n') ? sum + value.split('\n').length - 1 : sum), 0);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const rowOf = (names: readonly string[], record: readonly string[], place: Place): CsvRow => ({
  place,
  values: new Map(names.map((name, index) => [name, (record[index] ?? '').trim()])),
  isWhole: record.length === names.length,
  text: record.join('\u0000'),
});
