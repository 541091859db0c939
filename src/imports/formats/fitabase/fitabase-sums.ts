import type { Source } from '../../../health-records/health-record.dto.js';
import { dayRecord } from '../../entries/day-record.js';
import { readingOf, UnreadableEntry } from '../../entries/entry-reading.js';
import type { Place, Reading } from '../../import-format.js';
import type { CsvRow } from './csv-rows.js';
import { localTimeIn, numberIn } from './fitabase-row.js';
import { FITABASE } from './fitabase-tables.js';

/** What the rows of a day add up to. */
interface Sums {
  steps?: number;
  moderateSeconds?: number;
  vigorousSeconds?: number;
}

interface SumTable {
  columns: readonly string[];
  time: string;
  source: Source;
  name: string;
  measure: (row: CsvRow) => Sums;
}

const MINUTE = 60;
const MODERATE = 2;
const VIGOROUS = 3;

const needed = (row: CsvRow, column: string): number => {
  const value = numberIn(row, column);
  if (value === undefined) throw new UnreadableEntry('missing_value', `${column} is missing`);
  return value;
};
const intensityOf = (value: number): Sums => ({
  moderateSeconds: value === MODERATE ? MINUTE : 0,
  vigorousSeconds: value === VIGOROUS ? MINUTE : 0,
});
const COLUMNS_OF_MINUTES = Array.from({ length: 60 }, (_, minute) => String(minute).padStart(2, '0'));

/** The values of the minutes of an hour, which stand in columns such as `Steps00`. */
const wide = (row: CsvRow, name: string): number[] => COLUMNS_OF_MINUTES.map((minute) => numberIn(row, `${name}${minute}`) ?? 0);

const SUM_TABLES: readonly SumTable[] = [
  {
    columns: ['activityhour', 'steptotal'],
    time: 'activityhour',
    source: FITABASE.hours,
    name: 'steps',
    measure: (row) => ({ steps: needed(row, 'steptotal') }),
  },
  {
    columns: ['activityhour', 'steps00', 'steps59'],
    time: 'activityhour',
    source: FITABASE.minutes,
    name: 'steps',
    measure: (row) => ({ steps: wide(row, 'steps').reduce((sum, value) => sum + value, 0) }),
  },
  {
    columns: ['activityhour', 'intensity00', 'intensity59'],
    time: 'activityhour',
    source: FITABASE.minutes,
    name: 'intensities',
    measure: (row) => wide(row, 'intensity').map(intensityOf).reduce(added),
  },
  {
    columns: ['activityminute', 'steps'],
    time: 'activityminute',
    source: FITABASE.minutes,
    name: 'steps',
    measure: (row) => ({ steps: needed(row, 'steps') }),
  },
  {
    columns: ['activityminute', 'intensity'],
    time: 'activityminute',
    source: FITABASE.minutes,
    name: 'intensities',
    measure: (row) => intensityOf(needed(row, 'intensity')),
  },
];

export const sumTableOf = (columns: ReadonlySet<string>): SumTable | undefined =>
  SUM_TABLES.find((table) => table.columns.every((column) => columns.has(column)));

function added(a: Sums, b: Sums): Sums {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Sums)[];
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

/** Adds up the rows of hours or minutes to days; the rows of one day stand together. */
export class FitabaseSums {
  private readonly over = new Set<string>();
  private readonly times = new Set<string>();
  private day: { date: string; place: Place; entries: number; sums: Sums } | null = null;

  constructor(
    private readonly table: SumTable,
    private readonly timeZone: string,
  ) {}

  *add(row: CsvRow): Generator<Reading> {
    const { date, time } = localTimeIn(row, this.table.time);
    const sums = this.table.measure(row);
    if (this.day?.date !== date) {
      if (this.over.has(date)) throw new UnreadableEntry('not_in_order', 'the rows of a day must stand together');
      yield* this.end();
      this.day = { date, place: row.place, entries: 0, sums: {} };
    }
    if (this.times.has(time)) {
      yield readingOf(row.place, () => ({ reason: 'duplicate', detail: 'another row is of the same time' }));
      return;
    }
    this.times.add(time);
    this.day.sums = added(this.day.sums, sums);
    this.day.entries += 1;
  }

  *end(): Generator<Reading> {
    const { day, table } = this;
    if (!day) return;
    this.over.add(day.date);
    this.times.clear();
    this.day = null;
    yield readingOf(
      day.place,
      () => {
        const origin = { source: table.source, externalId: `${table.name}/${day.date}` };
        return dayRecord(day.date, this.timeZone, table.time, day.sums, origin);
      },
      day.entries,
    );
  }
}
