import fc from 'fast-check';
import { formatInstant } from './instant.js';
import { addDays } from './local-date.js';
import { nextDateChange, nextLocalMidnight, startOfLocalDay } from './local-midnight.js';
import { localDate } from './time-zone.js';

const HOUR = 3_600_000;

describe('a local day', () => {
  it.each([
    ['begins at midnight', 'Europe/Berlin', '2026-01-15', '2026-01-14T23:00:00.000Z'],
    ['begins at midnight in UTC', 'UTC', '2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['begins 14 hours early', 'Pacific/Kiritimati', '2026-01-15', '2026-01-14T10:00:00.000Z'],
    ['begins 12 hours late', 'Etc/GMT+12', '2026-01-15', '2026-01-15T12:00:00.000Z'],
    ['begins at a quarter of an hour', 'Asia/Kathmandu', '2026-01-15', '2026-01-14T18:15:00.000Z'],
    ['begins at 01:00 where midnight is skipped', 'America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00.000Z'],
    ['begins at 01:00 where midnight is skipped', 'Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z'],
    ['begins at 01:00 where midnight is skipped', 'Asia/Beirut', '2024-03-31', '2024-03-30T22:00:00.000Z'],
    ['begins at the first of two midnights', 'America/Havana', '2024-11-03', '2024-11-03T04:00:00.000Z'],
    ['begins after an evening hour that comes twice', 'America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    ['begins before the clocks go back across midnight', 'America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z'],
    ['that never was begins with the next', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['begins after one that never was', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['begins after one of 47 hours', 'Pacific/Kwajalein', '1969-10-01', '1969-10-01T12:00:00.000Z'],
  ])('%s (%s, %s)', (_, zone, date, start) => {
    expect(formatInstant(startOfLocalDay(date, zone))).toBe(start);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Pacific/Chatham', '2026-04-05', 25],
    ['America/Havana', '2024-11-03', 25],
    ['Asia/Kolkata', '2026-03-29', 24],
    ['Pacific/Apia', '2011-12-29', 24],
  ])('of %s, %s, has %d hours', (zone, date, hours) => {
    const start = startOfLocalDay(date, zone);
    expect((nextLocalMidnight(start, zone) - start) / HOUR).toBe(hours);
  });

  it('begins on its own date, a millisecond after an earlier one, in every zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const dates = fc.integer({ min: 0, max: 45_000 }).map((day) => addDays('1920-01-01', day));
    fc.assert(
      fc.property(zones, dates, (zone, date) => {
        const start = startOfLocalDay(date, zone);
        expect(localDate(start, zone) === date || isSkipped(date, zone)).toBe(true);
        expect(localDate(start, zone) >= date).toBe(true);
        expect(localDate(start - 1, zone) < date).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('is followed by a later one at the next local midnight, and the date stands still until it changes', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.integer({ min: Date.UTC(1920, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(zones, instants, fc.double({ min: 0, max: 1, noNaN: true }), (zone, instant, where) => {
        const date = localDate(instant, zone);
        const midnight = nextLocalMidnight(instant, zone);
        expect(localDate(midnight, zone) > date).toBe(true);
        expect(localDate(midnight - 1, zone) <= date).toBe(true);
        const change = nextDateChange(instant, zone);
        expect(localDate(change, zone)).not.toBe(date);
        expect(localDate(instant + Math.floor((change - 1 - instant) * where), zone)).toBe(date);
      }),
      { numRuns: 400 },
    );
  });

  it('comes twice in part where clocks go back just after midnight', () => {
    const changes = [Date.parse('2010-11-07T00:00:00Z')];
    for (let k = 0; k < 4; k += 1) changes.push(nextDateChange(changes[k] ?? 0, 'America/St_Johns'));
    expect(changes.map((at) => `${formatInstant(at).slice(11, 16)} ${localDate(at, 'America/St_Johns')}`)).toEqual([
      '00:00 2010-11-06',
      '02:30 2010-11-07',
      '02:31 2010-11-06',
      '03:30 2010-11-07',
      '03:30 2010-11-08',
    ]);
  });
});

/** A date that no quarter of an hour of the days around it has. */
function isSkipped(date: string, zone: string): boolean {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return Array.from({ length: 4 * 60 }, (_, k) => noon + (k - 120) * (HOUR / 4)).every((at) => localDate(at, zone) !== date);
}
