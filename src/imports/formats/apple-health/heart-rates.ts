import { instantOf } from './apple-time.js';
import type { AppleEntry, Interval } from './apple-entry.js';
import type { AppleSource } from './apple-sources.js';
import { numberOf } from './quantities.js';

export const HEART_RATE = 'HKQuantityTypeIdentifierHeartRate';

const MOST_SAMPLES = 2_000_000;

/** Of one source; in the order of time when they are asked. */
interface Samples {
  times: number[];
  rates: number[];
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
    const samples = this.bySource.get(source) ?? { times: [], rates: [], isSorted: true };
    if (samples.times.length === 0) this.bySource.set(source, samples);
    else if (samples.times.at(-1)! > time) samples.isSorted = false;
    samples.times.push(time);
    samples.rates.push(rate);
    this.count += 1;
  }

  /** What a source measured from the start of an interval to its end; null for nothing. */
  during(source: AppleSource, { startMs, endMs }: Interval): HeartRate | null {
    const samples = this.bySource.get(source);
    if (!samples) return null;
    if (!samples.isSorted) sort(samples);
    let [sum, count, maximum] = [0, 0, 0];
    for (let index = firstFrom(samples.times, startMs); samples.times[index]! <= endMs; index += 1) {
      sum += samples.rates[index]!;
      maximum = Math.max(maximum, samples.rates[index]!);
      count += 1;
    }
    return count > 0 ? { average: sum / count, maximum } : null;
  }
}

function sort(samples: Samples): void {
  const { times, rates } = samples;
  const order = Uint32Array.from(times.keys()).toSorted((a, b) => times[a]! - times[b]!);
  samples.times = Array.from(order, (index) => times[index]!);
  samples.rates = Array.from(order, (index) => rates[index]!);
  samples.isSorted = true;
}

/** The index of the first time that is not before the given one. */
function firstFrom(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
