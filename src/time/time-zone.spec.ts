import { zoneLinks } from './time-zone-links.js';
import { isTimeZone, localDate, offsetAt } from './time-zone.js';

const HOUR = 3_600_000;

describe('the name of a time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'GMT', 'US/Pacific', 'Etc/GMT+12', 'Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv', 'EST5EDT'])(
    '%s is one of the IANA database',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    ['an offset', '+02:00'],
    ['an offset with a name', 'UTC+2'],
    ['another spelling', 'europe/berlin'],
    ['another spelling of a link', 'us/pacific'],
    ['an abbreviation', 'PST'],
    ['a name that only ICU knows', 'SystemV/PST8'],
    ['a place that has no zone', 'Europe/Atlantis'],
    ['a trailing blank', 'Europe/Berlin '],
    ['a property of every object', 'constructor'],
    ['nothing', ''],
  ])('is not %s', (_, name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it('is accepted for everything the runtime lists and for every link', () => {
    const names = [...Intl.supportedValuesOf('timeZone'), ...zoneLinks];
    expect(names.length).toBeGreaterThan(550);
    expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
  });
});

describe('the clock of a zone', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T12:00:00Z', 1],
    ['Europe/Berlin', '2026-07-15T12:00:00Z', 2],
    ['America/New_York', '2026-03-08T06:59:59.999Z', -5],
    ['America/New_York', '2026-03-08T07:00:00Z', -4],
    ['Asia/Kolkata', '2026-01-15T12:00:00Z', 5.5],
    ['Asia/Kathmandu', '2026-01-15T12:00:00Z', 5.75],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', 11],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', 10.5],
    ['Pacific/Chatham', '2026-01-15T12:00:00Z', 13.75],
    ['Pacific/Kiritimati', '2026-01-15T12:00:00Z', 14],
    ['Etc/GMT+12', '2026-01-15T12:00:00Z', -12],
    ['Africa/Monrovia', '1960-01-01T00:00:00.001Z', -(44 * 60 + 30) / 3600],
  ])('%s is at %s ahead of UTC by %d hours', (zone, instant, hours) => {
    expect(offsetAt(Date.parse(instant), zone)).toBe(hours * HOUR);
  });

  it.each([
    ['Europe/Berlin', '2025-12-31T22:59:59.999Z', '2025-12-31'],
    ['Europe/Berlin', '2025-12-31T23:00:00.000Z', '2026-01-01'],
    ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-02'],
    ['Etc/GMT+12', '2026-01-01T11:59:59Z', '2025-12-31'],
    ['Asia/Kathmandu', '2026-01-01T18:14:59Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-01-01T18:15:00Z', '2026-01-02'],
    ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31'],
    ['UTC', '1900-01-01T00:00:00Z', '1900-01-01'],
    ['UTC', '9999-12-31T23:59:59.999Z', '9999-12-31'],
  ])('%s has at %s the date %s', (zone, instant, date) => {
    expect(localDate(Date.parse(instant), zone)).toBe(date);
  });

  it('does not exist for a zone that is none', () => {
    expect(() => localDate(0, 'Europe/Atlantis')).toThrow(RangeError);
  });
});
