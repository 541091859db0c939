import fc from 'fast-check';
import { addDays, dateOfUtc, daysBetween, isLocalDate, utcMidnight } from './local-date.js';

describe('a local date', () => {
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2026-12-31', '9999-12-31'])('%s is a day of the calendar', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '1899-12-31',
    '1900-02-29',
    '2023-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '+02026-01-01',
    '',
  ])('%j is none', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it.each([
    ['2026-01-01', -1, '2025-12-31'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2026-03-15', -28, '2026-02-15'],
    ['2026-03-15', 0, '2026-03-15'],
    ['2026-03-15', 365, '2027-03-15'],
  ])('%s and %d days make %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  it('can be moved by any number of days and back', () => {
    const dates = fc.integer({ min: 0, max: 200_000 }).map((day) => addDays('1950-01-01', day));
    fc.assert(
      fc.property(dates, fc.integer({ min: -10_000, max: 10_000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(daysBetween(date, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(date);
        expect(dateOfUtc(utcMidnight(moved))).toBe(moved);
      }),
    );
  });
});
