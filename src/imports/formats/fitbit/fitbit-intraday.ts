import { parseDecimal, formatRational, rational, sum, type Rational } from '../../../blood-tests/units/rational.js';
import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { noTime, notSupported, readingOf, rejectionOf, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { entryOf, needed, numberOf, textOf } from '../../entries/members.js';
import { instantsOf, timesOf } from '../../entries/times.js';
import type { Place, Reading } from '../../import-format.js';
import type { JsonValue } from '../../json/json-value.js';
import { intradayMeasure } from './fitbit-series.js';
import { FITBIT } from './fitbit-sources.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const UNITS_MS: ReadonlyMap<JsonValue | undefined, number> = new Map([
  ['minute', 60_000],
  ['second', 1000],
]);

/** A series within one day, summed up: its day and its interval may stand before or after it. */
export class FitbitIntraday {
  private entries = 0;
  private place: Place = '';
  private total: Rational = rational('0');
  private first = '99';
  private last = '';

  /** The name of the series is that without `activities-`, as in `steps`. */
  constructor(private readonly series: string) {}

  /** Takes the next point of the series; what cannot be read is answered at once. */
  add(place: Place, value: JsonValue): Reading | null {
    try {
      const point = entryOf(value);
      const time = needed(textOf(point, 'time'), 'time');
      if (!CLOCK.test(time)) throw new UnreadableEntry('invalid_time', 'time must be a time of the day such as 14:27:00');
      const amount = parseDecimal(String(needed(numberOf(point, 'value'), 'value')));
      if (!amount) throw new UnreadableEntry('invalid_value', 'value must be a number');
      this.total = sum(this.total, amount);
      this.first = time < this.first ? time : this.first;
      this.last = time > this.last ? time : this.last;
      if (this.entries === 0) this.place = place;
      this.entries += 1;
      return null;
    } catch (error) {
      return rejectionOf(place, error);
    }
  }

  /** The reading of all that was taken, when the day is known; null where nothing was. */
  reading(
    dates: readonly string[],
    interval: JsonValue | undefined,
    unit: JsonValue | undefined,
    timeZone: string,
  ): Reading | null {
    if (this.entries === 0) return null;
    const stepMs = (typeof interval === 'number' ? interval : 1) * (UNITS_MS.get(unit) ?? UNITS_MS.get('minute')!);
    return readingOf(this.place, () => this.said(dates, stepMs, timeZone), this.entries);
  }

  private said(dates: readonly string[], stepMs: number, timeZone: string): Said {
    const measure = intradayMeasure(this.series);
    if (!measure) return notSupported('the series');
    if (dates.length === 0) return noTime('no day is named beside the series');
    if (dates.length > 1) throw new UnreadableEntry('ambiguous_date', 'several days are named beside the series');
    const [date] = dates as [string];
    const startMs = instantsOf(`${date}T${this.first}`, timeZone, 'dateTime')[0]!;
    const endMs = instantsOf(`${date}T${this.last}`, timeZone, 'dateTime').at(-1)! + stepMs;
    const draft: CreatePhysicalActivity = {
      type: 'daily_activity',
      ...timesOf({ startMs, endMs }),
      ...measure(Number(formatRational(this.total))),
      source: FITBIT.intraday,
      externalId: `activities-${this.series}-intraday/${date}T${this.first}`,
    };
    return { collection: 'physical-activities', draft };
  }
}
