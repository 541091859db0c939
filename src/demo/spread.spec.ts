import { spread, WINDOW_DAYS } from './spread.js';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe('a total spread over days', () => {
  const uneven = Array.from({ length: 33 }, (_, day) => 0.5 + (day % 7) / 6);

  it.each([
    [28 * 8421, 100],
    [28 * 101, 100],
    [28 * 100, 100],
    [240 * 645, 0],
    [1, 0],
    [0, 0],
  ])('of %d over 28 days keeps it, with at least %d a day', (total, least) => {
    const amounts = spread(total, least, uneven);
    expect(amounts).toHaveLength(33);
    expect(sum(amounts.slice(-WINDOW_DAYS))).toBe(total);
    expect(amounts.every((amount) => Number.isInteger(amount) && amount >= least)).toBe(true);
  });

  it('gives more to a day with a larger factor, before the window too', () => {
    const amounts = spread(28_000, 0, uneven);
    expect(amounts[6]).toBeGreaterThan(2 * (amounts[0] ?? 0));
    expect(amounts[13]).toBeGreaterThan(2 * (amounts[7] ?? 0));
  });

  it('needs the days of the window', () => {
    expect(() => spread(28, 0, uneven.slice(0, 27))).toThrow(RangeError);
  });
});
