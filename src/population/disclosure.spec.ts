import fc from 'fast-check';
import { isQuantileTold, roundingStep, roundTo, toldCount } from './disclosure.js';

describe('what is told about a group', () => {
  it.each([
    [11, 11],
    [12, 11],
    [13, 15],
    [2402, 2400],
  ])('says of %d people that they are %d', (people, told) => {
    expect(toldCount(people)).toBe(told);
  });

  it.each([
    [21, 50, false],
    [22, 50, true],
    [219, 5, false],
    [220, 5, true],
    [219, 95, false],
    [220, 95, true],
  ])('among %d people tells quantile %d: %s', (people, percent, isTold) => {
    expect(isQuantileTold(people, percent)).toBe(isTold);
  });

  it.each([
    [2400, 4300, 1, 100],
    [11, 4300, 1, 2000],
    [100, 1, 0.01, 0.1],
    [100, 0, 0.01, 0.01],
    [2400, 30, 1, 1],
    [2500, 0.75, 0.01, 0.02],
  ])('of %d people with a standard deviation of %d, never finer than %d, rounds to %d', (people, deviation, finest, step) => {
    expect(roundingStep(people, deviation, finest)).toBe(step);
  });

  it('is never finer than the standard error, and not much coarser', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 1e7 }), fc.double({ min: 0.1, max: 1e6, noNaN: true }), (people, deviation) => {
        const ratio = roundingStep(people, deviation, 1e-9) / (deviation / Math.sqrt(people));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(2.5 + 1e-9);
      }),
    );
  });

  it.each([
    [0.02, 5.71, 5.72],
    [0.1, 0.34, 0.3],
    [100, 7651.2, 7700],
    [1, 0.2, 0],
  ])('to the step %d rounds %d to %d', (step, value, rounded) => {
    expect(roundTo(step, value)).toBe(rounded);
  });
});
