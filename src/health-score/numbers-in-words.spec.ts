import fc from 'fast-check';
import { numberAs } from './numbers-in-words.js';

const FORMATS = [
  { maximumFractionDigits: 0 },
  { minimumFractionDigits: 1, maximumFractionDigits: 1 },
  { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 },
] as const;

describe('A number in words', () => {
  it.each(FORMATS)('is as English has it, also where it is halfway between two: %j', (format) => {
    const english = new Intl.NumberFormat('en', format);
    const halves = fc.integer({ min: 0, max: 40_000 }).map((twentieths) => twentieths / 20);
    const any = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(halves, any), (value) => {
        expect(numberAs(format, value)).toBe(english.format(value));
      }),
      { numRuns: 2000 },
    );
  });
});
