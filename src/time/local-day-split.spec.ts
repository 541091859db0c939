import fc from 'fast-check';
import { proportionalFloor, splitOverLocalDays, splitTotal } from './local-day-split.js';
import { localDate } from './time-zone.js';

const HOUR = 3_600_000;
const split = (start: string, end: string, zone: string): [string, number][] =>
  splitOverLocalDays(Date.parse(start), Date.parse(end), zone).map((cut) => [cut.localDate, cut.elapsedMs / HOUR]);

describe('an interval over local days', () => {
  it.each<[string, string, string, string, [string, number][]]>([
    ['stays in its day', 'Europe/Berlin', '2026-01-15T08:00:00Z', '2026-01-15T09:00:00Z', [['2026-01-15', 1]]],
    ['ends at midnight', 'Europe/Berlin', '2026-01-15T22:00:00Z', '2026-01-15T23:00:00Z', [['2026-01-15', 1]]],
    [
      'crosses New Year',
      'America/New_York',
      '2026-01-01T03:00:00Z',
      '2026-01-01T11:00:00Z',
      [
        ['2025-12-31', 2],
        ['2026-01-01', 8],
      ],
    ],
    [
      'crosses midnight at a quarter past in UTC',
      'Asia/Kathmandu',
      '2026-01-01T18:00:00Z',
      '2026-01-01T19:00:00Z',
      [
        ['2026-01-01', 0.25],
        ['2026-01-02', 1],
      ],
    ],
    [
      'covers a day of 23 hours',
      'Europe/Berlin',
      '2026-03-28T22:00:00Z',
      '2026-03-29T23:00:00Z',
      [
        ['2026-03-28', 1],
        ['2026-03-29', 24],
        ['2026-03-30', 25],
      ],
    ],
    [
      'covers a day of 25 hours',
      'America/New_York',
      '2026-11-01T03:00:00Z',
      '2026-11-02T06:00:00Z',
      [
        ['2026-10-31', 1],
        ['2026-11-01', 26],
        ['2026-11-02', 27],
      ],
    ],
    [
      'passes over a day that never was',
      'Pacific/Apia',
      '2011-12-30T09:00:00Z',
      '2011-12-30T11:00:00Z',
      [
        ['2011-12-29', 1],
        ['2011-12-31', 2],
      ],
    ],
    [
      'gathers a date that comes twice',
      'America/St_Johns',
      '2010-11-07T01:30:00Z',
      '2010-11-07T04:30:00Z',
      [
        ['2010-11-06', 1 + 59 / 60],
        ['2010-11-07', 3],
      ],
    ],
    ['is empty', 'UTC', '2026-01-15T00:00:00Z', '2026-01-15T00:00:00Z', [['2026-01-15', 0]]],
  ])('that %s (%s)', (_, zone, start, end, expected) => {
    expect(split(start, end, zone)).toEqual(expected);
  });

  it('begins on the date of its start and ends with its whole duration, in any zone', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Chatham', 'Africa/Cairo', 'UTC');
    const starts = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(zones, starts, fc.integer({ min: 0, max: 80 * HOUR }), (zone, start, duration) => {
        const cuts = splitOverLocalDays(start, start + duration, zone);
        expect(cuts[0]?.localDate).toBe(localDate(start, zone));
        expect(cuts.at(-1)?.elapsedMs).toBe(duration);
        const elapsed = cuts.map((cut) => cut.elapsedMs);
        expect(elapsed).toEqual(elapsed.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('a total split in proportion to time', () => {
  it.each<[number, number[], number[]]>([
    [100, [1, 3], [33, 67]],
    [10, [1, 2, 3], [3, 3, 4]],
    [7, [0, 5, 5], [0, 7, 0]],
    [1, [1, 2], [0, 1]],
    [0, [1, 2], [0, 0]],
    [42, [9], [42]],
    [42, [0], [42]],
    [Number.MAX_SAFE_INTEGER, [1, 3, 6], [1501199875790165, 3002399751580330, 4503599627370496]],
  ])('%d at %j gives %j', (total, elapsed, parts) => {
    expect(splitTotal(total, elapsed)).toEqual(parts);
  });

  it('has parts that are whole, not negative, and add up to it', () => {
    const elapsed = fc
      .array(fc.nat({ max: 86_400_000 }), { minLength: 1, maxLength: 10 })
      .map((times) => times.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.maxSafeNat(), elapsed, (total, times) => {
        const parts = splitTotal(total, times);
        expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      }),
    );
  });

  it('is exact beyond 53 bits and right up to them', () => {
    const cases = fc.oneof(
      fc.tuple(fc.maxSafeNat(), fc.nat(), fc.nat()),
      fc.tuple(fc.nat({ max: 94_906_265 }), fc.nat({ max: 94_906_265 }), fc.nat({ max: 1000 })),
    );
    fc.assert(
      fc.property(cases, ([total, part, rest]) => {
        const whole = part + rest + 1;
        expect(BigInt(proportionalFloor(total, part, whole))).toBe((BigInt(total) * BigInt(part)) / BigInt(whole));
      }),
    );
  });
});
