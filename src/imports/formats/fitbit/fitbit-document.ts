import { notSupported, readingOf, type Said } from '../../entries/entry-reading.js';
import { entryOf, objectOf } from '../../entries/members.js';
import type { Place, Reading } from '../../import-format.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import type { IsList, JsonPart } from '../../json/read-json.js';
import { fitbitActivity } from './fitbit-activity.js';
import { fitbitDay } from './fitbit-day.js';
import { FitbitIntraday } from './fitbit-intraday.js';
import { fitbitSeriesDay } from './fitbit-series.js';
import { fitbitSleep } from './fitbit-sleep.js';

const INTRADAY = /^activities-(\w+)-intraday$/;
/** Lists that belong to one log, and not to a response. */
const OF_ONE_LOG = new Set(['minuteData', 'heartRateZones', 'customHeartRateZones', 'activityLevel', 'values']);

/** The lists of a response. */
export const isFitbitList: IsList = ([name, next, ...deeper], container) =>
  container === 'array' &&
  deeper.length === 0 &&
  (next === undefined ? !OF_ONE_LOG.has(name!) : next === 'dataset' && INTRADAY.test(name!));

/** More days than this beside one summary say no more than two do. */
const MANY = 2;

/** One response, whose parts speak of each other: a summary has its day from the activities, a series within a day from its total. */
export class FitbitDocument {
  private readonly activityDates = new Set<string>();
  private readonly seriesDates = new Map<string, string[]>();
  private readonly intraday = new Map<string, FitbitIntraday>();

  constructor(private readonly timeZone: string) {}

  *take({ place, value, list }: JsonPart): Generator<Reading> {
    if (list) yield* this.takeElement(place, value, list);
    else yield* this.end(place, value);
  }

  private *takeElement(place: Place, value: JsonValue, list: readonly string[]): Generator<Reading> {
    const [name] = list as [string];
    const series = INTRADAY.exec(name)?.[1];
    if (series !== undefined && list.length === 2) {
      const reading = this.intradayOf(series).add(place, value);
      if (reading) yield reading;
    } else {
      this.note(name, value);
      yield readingOf(place, () => this.element(name, value));
    }
  }

  private element(name: string, value: JsonValue): Said {
    if (name === 'sleep') return fitbitSleep(entryOf(value), this.timeZone);
    if (name === 'activities') return fitbitActivity(entryOf(value), this.timeZone);
    if (name.startsWith('activities-')) return fitbitSeriesDay(name, entryOf(value), this.timeZone);
    return notSupported('the list');
  }

  private note(name: string, value: JsonValue): void {
    if (!isObject(value)) return;
    const { startDate, dateTime } = value;
    if (name === 'activities' && typeof startDate === 'string' && this.activityDates.size < MANY)
      this.activityDates.add(startDate);
    if (!name.startsWith('activities-') || typeof dateTime !== 'string') return;
    const dates = this.seriesDates.get(name) ?? [];
    if (dates.length < MANY) this.seriesDates.set(name, [...dates, dateTime]);
  }

  private intradayOf(series: string): FitbitIntraday {
    const known = this.intraday.get(series) ?? new FitbitIntraday(series);
    this.intraday.set(series, known);
    return known;
  }

  /** What remains of the response when its lists are over. */
  private *end(place: Place, value: JsonValue): Generator<Reading> {
    const document = isObject(value) ? value : {};
    for (const [series, intraday] of this.intraday) {
      const { datasetInterval, datasetType } = asObject(document[`activities-${series}-intraday`]);
      const dates = this.seriesDates.get(`activities-${series}`) ?? [];
      const reading = intraday.reading(dates, datasetInterval, datasetType, this.timeZone);
      if (reading) yield reading;
    }
    if (isDay(document)) {
      yield readingOf(place, () => fitbitDay(objectOf(document, 'summary')!, this.activityDates, this.timeZone));
    } else if (isLog(document) || !hasLists(document)) {
      yield readingOf(place, () => this.single(entryOf(value)));
    }
  }

  /** A log that is not in a list of its name. */
  private single(entry: JsonObject): Said {
    if (!isLog(entry)) return notSupported('the entry');
    return 'dateOfSleep' in entry || 'minutesAsleep' in entry
      ? fitbitSleep(entry, this.timeZone)
      : fitbitActivity(entry, this.timeZone);
  }
}

const asObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** A summary of sleep repeats what its logs say; one of a day is all there is of it. */
const isDay = ({ summary }: JsonObject): boolean => isObject(summary) && ('steps' in summary || 'caloriesOut' in summary);

const isLog = (entry: JsonObject): boolean => 'logId' in entry && 'startTime' in entry && 'duration' in entry;

const hasLists = (document: JsonObject): boolean =>
  Object.entries(document).some(
    ([name, member]) =>
      (Array.isArray(member) && isFitbitList([name], 'array')) ||
      (INTRADAY.test(name) && Array.isArray(asObject(member).dataset)),
  );
