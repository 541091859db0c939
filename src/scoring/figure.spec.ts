import { figureValue, hypotheticalFigure } from './figure.js';
import { METRIC_IDS } from './metrics.js';
import { observe } from './transform.js';

describe('a figure that nobody measured', () => {
  it.each([0, 1, 9000, 5.4, 0.1, 36_482 / 7, 1e-7, 1 / 3, 2 ** 40 + 0.5])('is exactly %d', (value) => {
    expect(figureValue(hypotheticalFigure(value))).toBe(value);
  });

  it.each([
    [36_482n, 7n],
    [1n, 60n],
    [123_457n, 1620n],
    [5_400_000n, 1_000_000n],
    [187_654_321n, 1_000_000n],
  ])('stands where %d/%d does, of which it is the nearest double', (numerator, denominator) => {
    const figure = { numerator, denominator, days: 7, observedOn: null };
    const same = hypotheticalFigure(figureValue(figure)!);
    for (const id of METRIC_IDS) expect(observe(id, same)).toEqual(observe(id, figure));
  });
});
