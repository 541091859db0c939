import { periodEnd, periodStart, startAfter, type Period } from './period.js';

describe('a period', () => {
  it.each<[Period, string, string, string]>([
    ['week', '2026-12-28', '2026-12-28', '2027-01-03'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['week', '2027-01-03', '2026-12-28', '2027-01-03'],
    ['week', '2027-01-04', '2027-01-04', '2027-01-10'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['month', '2024-02-10', '2024-02-01', '2024-02-29'],
    ['month', '2100-02-10', '2100-02-01', '2100-02-28'],
  ])('is the %s of %s from %s to %s', (period, localDate, start, end) => {
    expect([periodStart(period, localDate), periodEnd(period, periodStart(period, localDate))]).toEqual([start, end]);
  });

  it.each<[Period, string, number, string]>([
    ['week', '2027-01-04', -11, '2026-10-19'],
    ['week', '2026-12-28', 1, '2027-01-04'],
    ['month', '2027-01-01', -11, '2026-02-01'],
    ['month', '2026-12-01', 1, '2027-01-01'],
  ])('begins, counted in %ss from %s by %d, on %s', (period, start, periods, expected) => {
    expect(startAfter(period, start, periods)).toBe(expected);
  });
});
