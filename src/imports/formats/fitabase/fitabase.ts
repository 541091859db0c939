import { notSupported, readingOf, rejectionOf, UnreadableEntry } from '../../entries/entry-reading.js';
import type { ImportFormat, Reading, ReadingContext, RejectedEntries } from '../../import-format.js';
import { csvRows, type CsvRow } from './csv-rows.js';
import { FitabaseDays } from './fitabase-days.js';
import { textIn } from './fitabase-row.js';
import { FitabaseSleep, isMinuteSleep } from './fitabase-sleep.js';
import { FitabaseSums, sumTableOf } from './fitabase-sums.js';
import { dayTableOf } from './fitabase-tables.js';

/**
 * Tables of Fitbit data as Fitabase exports them (https://www.fitabase.com/resources/), each told by its columns: of days, of hours
 * and minutes, which are added up, and of minutes of sleep. A table may be of many people: the rows of the first are read.
 */
export const FITABASE_FORMAT: ImportFormat = { name: 'fitabase', mediaTypes: [], read };

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let table: Table | null = null;
  let person: string | undefined;
  let others: RejectedEntries | null = null;
  for await (const row of csvRows(path, context)) {
    const id = textIn(row, 'id', 'userid', 'participantid');
    person ??= id;
    if (id !== person) {
      others ??= { ...OTHERS, place: row.place };
      others.entries += 1;
      continue;
    }
    if (others) yield others;
    others = null;
    table ??= tableOf(row, context.timeZone);
    try {
      if (!row.isWhole) throw new UnreadableEntry('invalid_row', 'the row must have a value for each column');
      yield* table.add(row);
    } catch (error) {
      yield rejectionOf(row.place, error);
    }
  }
  if (others) yield others;
  if (table) yield* table.end();
}

/** Rows of other people that stand together. */
const OTHERS: RejectedEntries = {
  outcome: 'rejected',
  place: '',
  entries: 0,
  code: 'other_person',
  detail: 'the rows are of another person than the first one',
};

/** What reads the rows of one table, and what is left when they are over. */
interface Table {
  add(row: CsvRow): Iterable<Reading>;
  end(): Iterable<Reading>;
}

function tableOf({ values }: CsvRow, timeZone: string): Table {
  const columns = new Set(values.keys());
  const [days, sums] = [dayTableOf(columns), sumTableOf(columns)];
  if (days) {
    const rows = new FitabaseDays(days, timeZone);
    return { add: (row) => [readingOf(row.place, () => rows.said(row))], end: () => [] };
  }
  if (sums) return ofRows(new FitabaseSums(sums, timeZone));
  if (isMinuteSleep(columns)) return ofRows(new FitabaseSleep(timeZone));
  return { add: (row) => [readingOf(row.place, () => notSupported('a row of this table'))], end: () => [] };
}

const ofRows = (rows: FitabaseSums | FitabaseSleep): Table => ({ add: (row) => rows.add(row), end: () => rows.end() });
