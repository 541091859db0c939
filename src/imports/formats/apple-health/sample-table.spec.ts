import fc from 'fast-check';
import { SampleTable } from './sample-table.js';

describe('a table of samples', () => {
  it('is a map by series, start and length, however many there are and whenever it is cleared', () => {
    const key = fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: -3_000_000_000, max: 4_100_000_000 }),
      fc.nat(604_800),
    );
    const few = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(20), fc.nat(2));
    const steps = fc.array(fc.tuple(fc.oneof(key, few), fc.nat(1000)), { minLength: 1, maxLength: 3000, size: 'max' });
    const compare = (all: [[number, number, number], number][], clearing: number): void => {
      const table = new SampleTable();
      const map = new Map<string, number>();
      for (const [index, [sample, value]] of all.entries()) {
        expect(table.valueOf(...sample)).toBe(map.get(sample.join(' ')));
        table.set(...sample, value);
        map.set(sample.join(' '), value);
        if (index !== clearing) continue;
        table.clear();
        map.clear();
      }
      expect(table.size).toBe(map.size);
      for (const [sample] of all) expect(table.valueOf(...sample)).toBe(map.get(sample.join(' ')));
    };
    fc.assert(fc.property(steps, fc.nat(3000), compare), { numRuns: 20 });
  });
});
