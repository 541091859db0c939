import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import { formatInstant } from '../../../time/instant.js';
import { addDays } from '../../../time/local-date.js';
import { splitTotal } from '../../../time/local-day-split.js';
import { startOfLocalDay } from '../../../time/local-midnight.js';
import { MalformedFile, type ReadRecord } from '../../import-format.js';
import { record, type AppleEntry, type Interval, type PlaceOfLine } from './apple-entry.js';
import { modelOf, type AppleSource } from './apple-sources.js';
import { dateOf, offsetMinutesOf } from './apple-time.js';
import type { AppleZones } from './apple-zones.js';
import type { Total } from './quantities.js';

const MICRO = 1e6;
const MINUTE = 60_000;
const MOST_DAYS = 250_000;

/** What one source recorded on one local date: whole millionths of each total's unit; -1 is nothing. */
interface Day extends Record<Total, number> {
  entries: number;
  line: number;
  startMs: number;
  offsetMinutes: number;
  device: string | undefined;
}

/** Adds samples up to days. The day of a sample is the date that the export writes; one that crosses midnight is split. */
export class DayTotals {
  private readonly days = new Map<AppleSource, Map<string, Day>>();
  private count = 0;

  constructor(
    private readonly zones: AppleZones,
    private readonly place: PlaceOfLine,
  ) {}

  add(source: AppleSource, entry: AppleEntry, total: Total, micro: number, interval: Interval): void {
    const { startDate, endDate } = entry.attributes as { startDate: string; endDate: string };
    const date = dateOf(startDate);
    const day = this.dayOf(source, date, entry, interval.startMs);
    day.entries += 1;
    if (date === dateOf(endDate)) addTo(day, total, micro);
    else this.split(source, entry, total, micro, interval);
  }

  /** The part of each date is in proportion to time, in whole steps where the sample says whole steps. */
  private split(source: AppleSource, entry: AppleEntry, total: Total, micro: number, { startMs, endMs }: Interval): void {
    const grain = total === 'steps' && micro % MICRO === 0 ? MICRO : 1;
    const dates: string[] = [];
    const elapsed: number[] = [];
    let date = dateOf(entry.attributes.startDate!);
    do {
      const midnight = Date.parse(`${addDays(date, 1)}T00:00:00Z`) - offsetMinutesOf(entry.attributes.startDate!) * MINUTE;
      dates.push(date);
      elapsed.push(Math.min(midnight, endMs) - startMs);
      date = addDays(date, 1);
    } while (elapsed.at(-1)! < endMs - startMs);
    splitTotal(micro / grain, elapsed).forEach((part, index) => {
      addTo(this.dayOf(source, dates[index]!, entry, startMs), total, part * grain);
    });
  }

  private dayOf(source: AppleSource, date: string, entry: AppleEntry, startMs: number): Day {
    const days = this.days.get(source) ?? new Map<string, Day>();
    if (days.size === 0) this.days.set(source, days);
    let day = days.get(date);
    if (day) return day;
    if ((this.count += 1) > MOST_DAYS)
      throw new MalformedFile(this.place(entry.line), `there are more than ${MOST_DAYS} days`, 'too_many_days');
    const { startDate, device } = entry.attributes;
    const offsetMinutes = offsetMinutesOf(startDate!);
    day = {
      steps: -1,
      meters: -1,
      kilocalories: -1,
      exerciseSeconds: -1,
      entries: 0,
      line: entry.line,
      startMs,
      offsetMinutes,
      device: modelOf(device),
    };
    days.set(date, day);
    return day;
  }

  *records(): Generator<ReadRecord> {
    for (const [source, days] of this.days) {
      for (const [date, day] of days)
        yield record('physical-activities', this.draftOf(source, date, day), this.place(day.line), day.entries);
    }
    this.days.clear();
  }

  private draftOf(source: AppleSource, date: string, day: Day): CreatePhysicalActivity {
    const timeZone = this.zones.zoneOf(day.startMs, day.offsetMinutes);
    return {
      type: 'daily_activity',
      startedAt: formatInstant(startOfLocalDay(date, timeZone)),
      endedAt: formatInstant(startOfLocalDay(addDays(date, 1), timeZone)),
      timeZone,
      source: source.asSource(day.device),
      externalId: `day:${date}${source.suffix}`,
      ...(day.steps >= 0 && { steps: Math.round(day.steps / MICRO) }),
      ...(day.meters >= 0 && { distanceMeters: Math.round(day.meters / 1e4) / 100 }),
      ...(day.kilocalories >= 0 && { activeEnergyKilocalories: Math.round(day.kilocalories / 1e4) / 100 }),
      ...(day.exerciseSeconds >= 0 && { moderateSeconds: Math.round(day.exerciseSeconds / MICRO) }),
    };
  }
}

function addTo(day: Day, total: Total, micro: number): void {
  day[total] = Math.max(day[total], 0) + micro;
}
