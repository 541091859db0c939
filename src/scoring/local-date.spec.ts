import { addDays } from './local-date.js';

describe('a local date some days away', () => {
  it.each([
    ['2024-03-01', -1, '2024-02-29'],
    ['2023-03-01', -1, '2023-02-28'],
    ['2024-12-31', 1, '2025-01-01'],
    ['2024-03-31', -28, '2024-03-03'],
    ['2025-01-15', -365, '2024-01-16'],
    ['2024-07-01', 0, '2024-07-01'],
  ])('%s and %d days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });
});
