import { dayRecord, type DayMeasures } from '../../entries/day-record.js';
import { notSupported, type Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { needed, numberOf, textOf } from '../../entries/members.js';
import { meters } from '../../entries/quantities.js';
import type { JsonObject } from '../../json/json-value.js';
import { FITBIT } from './fitbit-sources.js';

type Measure = (value: number) => DayMeasures;

/** What the series measure that records have, by their names without `activities-`. */
const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['steps', (value) => ({ steps: value })],
  ['distance', (value) => ({ distanceMeters: meters(value, 'km') })],
  ['minutesFairlyActive', (value) => intensity(value, undefined)],
  ['minutesVeryActive', (value) => intensity(undefined, value)],
]);

const SERIES = /^activities-(tracker-)?(\w+)$/;

/** The day of a time series, of which each has one measure. */
export function fitbitSeriesDay(series: string, day: JsonObject, timeZone: string): Said {
  const [, tracker, name = ''] = SERIES.exec(series) ?? [];
  const measure = MEASURES.get(name);
  if (!measure) return notSupported('the series');
  const date = needed(textOf(day, 'dateTime'), 'dateTime');
  const measures = measure(needed(numberOf(day, 'value'), 'value'));
  const source = tracker ? FITBIT.tracker : FITBIT.series;
  return dayRecord(date, timeZone, 'dateTime', measures, { source, externalId: `${series}/${date}` });
}

/** What a series within a day measures, or undefined where records have no such thing. */
export const intradayMeasure = (series: string): Measure | undefined =>
  series === 'steps' || series === 'distance' ? MEASURES.get(series) : undefined;
