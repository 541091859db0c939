import { restartDelay } from './restart-delay.js';

it('is a moment at first, twice as long each time, half a minute at most, and never the same for all', () => {
  expect([0, 1, 2, 3, 10, 1000].map((failures) => restartDelay(failures, 1))).toEqual([0.25, 0.5, 1, 2, 30, 30]);
  expect(restartDelay(1000, 0)).toBe(15);
});
