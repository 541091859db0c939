import type { Source } from '../../../health-records/health-record.dto.js';
import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { dayRecord, type DayMeasures } from '../../entries/day-record.js';
import { noValue, type Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { meters, seconds } from '../../entries/quantities.js';
import { instantOf, timesOf } from '../../entries/times.js';
import type { CsvRow } from './csv-rows.js';
import { localTimeIn, numberIn } from './fitabase-row.js';

/** The days as summed up, single series of days, and sums of hours and of minutes: sources of their own, which never add up. */
export const FITABASE = {
  day: { name: 'Fitabase', kind: 'watch' },
  series: { name: 'Fitabase series', kind: 'watch' },
  hours: { name: 'Fitabase hours', kind: 'watch' },
  minutes: { name: 'Fitabase minutes', kind: 'watch' },
} satisfies Record<string, Source>;

/** Tables of which each row is a day: what tells them, and what a row says. */
interface DayTable {
  /** The columns that no other table has together. */
  columns: readonly string[];
  date: readonly string[];
  say: (row: CsvRow, date: string, timeZone: string) => Said;
}

const activity =
  (source: Source, name: string, measures: (row: CsvRow) => DayMeasures): DayTable['say'] =>
  (row, date, timeZone) =>
    dayRecord(date, timeZone, 'the date', measures(row), { source, externalId: `${name}/${date}` });

const minutes = (row: CsvRow) =>
  intensity(numberIn(row, 'fairlyactiveminutes', 'fairlyactivemin'), numberIn(row, 'veryactiveminutes', 'veryactivemin'));

const dailyActivity = activity(FITABASE.day, 'day', (row) => ({
  steps: numberIn(row, 'totalsteps', 'steps'),
  distanceMeters: meters(numberIn(row, 'totaldistance', 'distancekm'), 'km'),
  ...minutes(row),
}));

/** Of a day only its minutes of sleep are known: the night is put where it ends at this hour, as most do. */
const WAKING = '07:00';
const MINUTE_MS = 60_000;

function dailySleep(row: CsvRow, date: string, timeZone: string): Said {
  const [asleep, inBed] = [numberIn(row, 'totalminutesasleep', 'minutesasleep'), numberIn(row, 'totaltimeinbed', 'minutesinbed')];
  if (asleep === undefined || inBed === undefined) return noValue('the row does not say how long the sleep was');
  const endMs = instantOf(`${date}T${WAKING}`, timeZone, 'the date');
  const draft: CreateSleepSession = {
    ...timesOf({ startMs: endMs - inBed * MINUTE_MS, endMs }),
    totalSleepSeconds: seconds(asleep, 'min'),
    source: FITABASE.day,
    externalId: `sleep/${date}`,
  };
  return { collection: 'sleep-sessions', draft };
}

const DAY_TABLES: readonly DayTable[] = [
  { columns: ['activitydate', 'totalsteps'], date: ['activitydate'], say: dailyActivity },
  { columns: ['localdate', 'steps'], date: ['localdate'], say: dailyActivity },
  { columns: ['sleepday', 'totalminutesasleep'], date: ['sleepday'], say: dailySleep },
  { columns: ['localdate', 'minutesasleep'], date: ['localdate'], say: dailySleep },
  {
    columns: ['activityday', 'steptotal'],
    date: ['activityday'],
    say: activity(FITABASE.series, 'steps', (row) => ({ steps: numberIn(row, 'steptotal') })),
  },
  {
    columns: ['activityday', 'veryactiveminutes'],
    date: ['activityday'],
    say: activity(FITABASE.series, 'intensities', minutes),
  },
];

/** What a row of a table of days says of which date, or undefined where the columns are those of another table. */
export function dayTableOf(columns: ReadonlySet<string>): { dateOf: (row: CsvRow) => string; say: DayTable['say'] } | undefined {
  const table = DAY_TABLES.find((one) => one.columns.every((column) => columns.has(column)));
  return table && { dateOf: (row) => localTimeIn(row, ...table.date).date, say: table.say };
}
