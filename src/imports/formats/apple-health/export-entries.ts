import { SkipCounts } from '../../entries/skip-counts.js';
import type { Reading } from '../../import-format.js';
import { intervalOf, rejected, type AppleEntry, type PlaceOfLine } from './apple-entry.js';
import { AppleSources, type AppleSource } from './apple-sources.js';
import { AppleZones } from './apple-zones.js';
import { BLOOD_GLUCOSE, readBloodGlucose } from './blood-glucose.js';
import { DayTotals } from './day-totals.js';
import { HEART_RATE, HeartRates } from './heart-rates.js';
import { microOf, TOTALS, type Total } from './quantities.js';
import { SeenSamples } from './seen-samples.js';
import { SLEEP_ANALYSIS, SleepSamples } from './sleep-samples.js';
import { readWorkout, type WorkoutContext } from './workout.js';

/** Takes the entries of an export one after the other. Workouts and blood glucose are read at once; totals and sleep when all is there. */
export class ExportEntries implements WorkoutContext {
  private readings: Reading[] = [];
  private readonly sources = new AppleSources();
  readonly heartRates = new HeartRates();
  readonly zones: AppleZones;
  private readonly seen = new SeenSamples();
  private readonly skipped = new SkipCounts();
  private readonly days: DayTotals;
  private readonly sleep: SleepSamples;

  constructor(
    userZone: string,
    readonly place: PlaceOfLine,
  ) {
    this.zones = new AppleZones(userZone);
    this.days = new DayTotals(this.zones, place);
    this.sleep = new SleepSamples(this.zones, place);
  }

  workout(entry: AppleEntry): void {
    this.readings.push(readWorkout(entry, this.sourceOf(entry), this));
  }

  record(entry: AppleEntry): void {
    const { type = 'no type' } = entry.attributes;
    const total = TOTALS.get(type);
    if (total) this.sample(entry, type, total);
    else if (type === SLEEP_ANALYSIS) this.push(this.sleep.add(this.sourceOf(entry), entry));
    else if (type === BLOOD_GLUCOSE) this.push(readBloodGlucose(entry, this.sourceOf(entry), this.zones, this.place));
    else {
      if (type === HEART_RATE) this.heartRates.add(this.sourceOf(entry), entry);
      this.skip('not_supported', type, entry.line);
    }
  }

  skip(reason: string, detail: string, line: number): void {
    this.skipped.add(reason, detail, this.place(line));
  }

  /** What was read since this was asked last. */
  take(): readonly Reading[] {
    const { readings } = this;
    if (readings.length > 0) this.readings = [];
    return readings;
  }

  /** What can be told only when the last entry is there. */
  *end(): Generator<Reading> {
    yield* this.take();
    yield* this.days.records();
    yield* this.sleep.readings();
    yield* this.skipped.readings();
  }

  private sample(entry: AppleEntry, type: string, total: Total): void {
    const source = this.sourceOf(entry);
    const { value, unit } = entry.attributes;
    const interval = intervalOf(entry);
    const micro = microOf(total, value, unit);
    if (typeof interval === 'string') this.push(rejected(interval, this.place(entry.line)));
    else if (typeof micro === 'string') this.push(rejected(micro, this.place(entry.line)));
    else if (this.seen.has(source, type, interval, micro))
      this.skip('duplicate', `${type}, the very same sample again`, entry.line);
    else this.days.add(source, entry, total, micro, interval);
  }

  private sourceOf({ attributes, isByHand, line }: AppleEntry): AppleSource {
    const source = this.sources.find(attributes.sourceName, isByHand, this.place(line));
    source.noteDevice(attributes.device);
    return source;
  }

  private push(reading: Reading | null): void {
    if (reading) this.readings.push(reading);
  }
}
