import { SeededRandom } from './seeded-random.js';

const draw = (seed: number, count = 1000): number[] => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.uniform());
};
const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded random numbers', () => {
  it('are the same for the same seed and others for the next', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(0, 3)).toEqual([0, 1, 2].map((at) => draw(0)[at]));
  });

  it('lie evenly between 0 and 1, along a sequence and across seeds', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => draw(seed, 1)[0] ?? 0);
    for (const values of [draw(1, 10_000), firsts]) {
      expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
      const tenths = Array.from({ length: 10 }, (_, tenth) => values.filter((value) => Math.floor(value * 10) === tenth).length);
      expect(Math.max(...tenths.map((count) => Math.abs(count - 1000)))).toBeLessThan(120);
    }
  });

  it('reach both bounds of a range of whole numbers and nothing else', () => {
    const random = new SeededRandom(3);
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(10, 14)));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14]);
  });

  it('have a bell of mean 0 and standard deviation 1', () => {
    const random = new SeededRandom(5);
    const values = Array.from({ length: 20_000 }, () => random.bell());
    expect(Math.abs(meanOf(values))).toBeLessThan(0.03);
    expect(Math.abs(Math.sqrt(meanOf(values.map((value) => value ** 2))) - 1)).toBeLessThan(0.03);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(3.5);
  });
});
