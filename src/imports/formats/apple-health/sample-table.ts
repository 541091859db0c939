import { randomInt } from 'node:crypto';

const FIRST_BITS = 11;
const FULLEST = 0.8;

/**
 * The values of samples by the number of their series (from 1), their start and their length in whole seconds. A Map would leave so
 * much garbage behind, a few objects a sample, that an export of a gigabyte would take a hundred megabytes.
 */
export class SampleTable {
  size = 0;
  private bits = FIRST_BITS;
  private series = new Uint32Array(2 ** FIRST_BITS);
  private starts = new Float64Array(2 ** FIRST_BITS);
  private lengths = new Uint32Array(2 ** FIRST_BITS);
  private values = new Float64Array(2 ** FIRST_BITS);
  // So that nobody can make a file whose samples all fall on one place of the table.
  private readonly factors = [0, 0, 0].map(() => randomInt(2 ** 31) * 2 + 1) as [number, number, number];

  valueOf(series: number, start: number, length: number): number | undefined {
    const slot = this.slotOf(series, start, length);
    return this.series[slot] === 0 ? undefined : this.values[slot];
  }

  set(series: number, start: number, length: number, value: number): void {
    if (this.size >= FULLEST * this.series.length) this.grow();
    const slot = this.slotOf(series, start, length);
    if (this.series[slot] === 0) this.size += 1;
    this.series[slot] = series;
    this.starts[slot] = start;
    this.lengths[slot] = length;
    this.values[slot] = value;
  }

  clear(): void {
    this.series.fill(0);
    this.size = 0;
  }

  /** Where the sample is, or the free place where it would be. */
  private slotOf(series: number, start: number, length: number): number {
    const [a, b, c] = this.factors;
    const last = this.series.length - 1;
    let slot = (Math.imul(series, a) + Math.imul(start, b) + Math.imul(length, c)) >>> (32 - this.bits);
    while (this.series[slot] !== 0 && !this.isAt(slot, series, start, length)) slot = (slot + 1) & last;
    return slot;
  }

  private isAt(slot: number, series: number, start: number, length: number): boolean {
    return this.series[slot] === series && this.starts[slot] === start && this.lengths[slot] === length;
  }

  private grow(): void {
    const { series, starts, lengths, values } = this;
    this.bits += 2;
    this.size = 0;
    this.series = new Uint32Array(2 ** this.bits);
    this.starts = new Float64Array(2 ** this.bits);
    this.lengths = new Uint32Array(2 ** this.bits);
    this.values = new Float64Array(2 ** this.bits);
    for (const [slot, number] of series.entries()) {
      if (number !== 0) this.set(number, starts[slot]!, lengths[slot]!, values[slot]!);
    }
  }
}
