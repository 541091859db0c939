import { instantOf } from './apple-time.js';
import type { AppleEntry, Interval } from './apple-entry.js';
import type { AppleSource } from './apple-sources.js';
import { numberOf } from './quantities.js';

export const HEART_RATE = 'HKQuantityTypeIdentifierHeartRate';

const MOST_SAMPLES = 2_000_000;

/** Of one source; in the order of time when they are asked. Arrays of numbers would leave half of them behind whenever they grow. */
interface Samples {
  count: number;
  times: Float64Array;
  rates: Float64Array;
  isSorted: boolean;
}

/** Beats a minute. */
export interface HeartRate {
  average: number;
  maximum: number;
}

/**
 * The heart rates of an export, for the workouts that come after them and do not tell theirs, as until iOS 15. Two million are kept,
 * those of ten years.
 */
export class HeartRates {
  private readonly bySource = new Map<AppleSource, Samples>();
  private count = 0;

  /** Keeps a sample; what is malformed is nothing, since it becomes no record. */
  add(source: AppleSource, { attributes }: AppleEntry): void {
    const [time, rate] = [instantOf(attributes.startDate), numberOf(attributes.value)];
    if (Number.isNaN(time) || Number.isNaN(rate) || attributes.unit !== 'count/min' || this.count >= MOST_SAMPLES) return;
    const samples = this.bySource.get(source) ?? noSamples();
    if (samples.count === 0) this.bySource.set(source, samples);
    else if (samples.times[samples.count - 1]! > time) samples.isSorted = false;
    if (samples.count === samples.times.length) grow(samples);
    samples.times[samples.count] = time;
    samples.rates[samples.count] = rate;
    samples.count += 1;
    this.count += 1;
  }

  /** What a source measured from the start of an interval to its end; null for nothing. */
  during(source: AppleSource, { startMs, endMs }: Interval): HeartRate | null {
    const samples = this.bySource.get(source);
    if (!samples) return null;
    if (!samples.isSorted) sort(samples);
    let [sum, count, maximum] = [0, 0, 0];
    for (let index = firstFrom(samples, startMs); index < samples.count && samples.times[index]! <= endMs; index += 1) {
      sum += samples.rates[index]!;
      maximum = Math.max(maximum, samples.rates[index]!);
      count += 1;
    }
    return count > 0 ? { average: sum / count, maximum } : null;
  }
}

const noSamples = (): Samples => ({ count: 0, times: new Float64Array(64), rates: new Float64Array(64), isSorted: true });

function grow(samples: Samples): void {
  const { times, rates, count } = samples;
  samples.times = new Float64Array(2 * count);
  samples.rates = new Float64Array(2 * count);
  samples.times.set(times);
  samples.rates.set(rates);
}

function sort(samples: Samples): void {
  const { count, times, rates } = samples;
  const order = Uint32Array.from({ length: count }, (_, index) => index).toSorted((a, b) => times[a]! - times[b]!);
  samples.times = Float64Array.from(order, (index) => times[index]!);
  samples.rates = Float64Array.from(order, (index) => rates[index]!);
  samples.isSorted = true;
}

/** The index of the first time that is not before the given one. */
function firstFrom({ times, count }: Samples, time: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
