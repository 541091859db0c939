import { randomInt } from 'node:crypto';
import type { Interval } from './apple-entry.js';
import type { AppleSource } from './apple-sources.js';

const GENERATION = 100_000;
const LONGEST_SECONDS = 2 ** 20;

/** The values of samples by when they were, for each type and each source. */
type Samples = Map<AppleSource, Map<string, Map<number, number>>>;

/**
 * Recognises samples that an export says twice: of one source and type, with the same start, end and value. It remembers the last
 * 100,000 samples or more, which keeps memory bounded; the samples of a day lie close together in an export.
 */
export class SeenSamples {
  private recent: Samples = new Map();
  private earlier: Samples = new Map();
  private count = 0;
  // So that nobody can make a file whose samples all fall on one place of the table.
  private readonly salt = randomInt(2 ** 32);

  /** Whether the sample was there before; from now on it was. Intervals are of whole seconds, a week at most. */
  has(source: AppleSource, type: string, { startMs, endMs }: Interval, value: number): boolean {
    const key = (startMs / 1000 + this.salt) * LONGEST_SECONDS + (endMs - startMs) / 1000;
    const isKnown = [this.recent, this.earlier].some((samples) => samples.get(source)?.get(type)?.get(key) === value);
    if (!isKnown) this.remember(source, type, key, value);
    return isKnown;
  }

  private remember(source: AppleSource, type: string, key: number, value: number): void {
    if (this.count >= GENERATION) {
      this.earlier = this.recent;
      this.recent = new Map();
      this.count = 0;
    }
    const types = this.recent.get(source) ?? new Map<string, Map<number, number>>();
    const samples = types.get(type) ?? new Map<number, number>();
    samples.set(key, value);
    if (samples.size === 1) this.recent.set(source, types.set(type, samples));
    this.count += 1;
  }
}
