import type { Interval } from './apple-entry.js';
import type { AppleSource } from './apple-sources.js';
import { SampleTable } from './sample-table.js';

const GENERATION = 100_000;

/**
 * Recognises samples that an export says twice: of one source and type, with the same start, end and value. It remembers the last
 * 100,000 samples or more, which keeps memory bounded; the samples of a day lie close together in an export.
 */
export class SeenSamples {
  private recent = new SampleTable();
  private earlier = new SampleTable();
  /** A number for each source and type. */
  private readonly series = new Map<AppleSource, Map<string, number>>();
  private count = 0;

  /** Whether the sample was there before; from now on it was. Intervals are of whole seconds, a week at most. */
  has(source: AppleSource, type: string, { startMs, endMs }: Interval, value: number): boolean {
    const series = this.seriesOf(source, type);
    const [start, seconds] = [startMs / 1000, (endMs - startMs) / 1000];
    if (this.recent.valueOf(series, start, seconds) === value) return true;
    if (this.earlier.valueOf(series, start, seconds) === value) return true;
    if (this.recent.size >= GENERATION) {
      [this.earlier, this.recent] = [this.recent, this.earlier];
      this.recent.clear();
    }
    this.recent.set(series, start, seconds, value);
    return false;
  }

  private seriesOf(source: AppleSource, type: string): number {
    const types = this.series.get(source) ?? new Map<string, number>();
    if (types.size === 0) this.series.set(source, types);
    let series = types.get(type);
    if (series === undefined) types.set(type, (series = this.count += 1));
    return series;
  }
}
