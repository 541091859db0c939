import fc from 'fast-check';
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

  it('shows what Intl says, in whichever order it is asked', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), ...zoneLinks);
    const instants = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2100, 0, 1) });
    const times = fc.array(fc.tuple(instants, fc.integer({ min: -90 * HOUR, max: 90 * HOUR })), { minLength: 1, maxLength: 5 });
    const compare = (zone: string, all: readonly [number, number][]): void => {
      const intl = clockOfIntl(zone);
      for (const at of all.flatMap(([instant, later]) => [instant, instant + later, instant])) {
        expect(offsetAt(at, zone)).toBe(intl(at) - Math.floor(at / 1000) * 1000);
        expect(localDate(at, zone)).toBe(new Date(intl(at)).toISOString().slice(0, 10));
      }
    };
    fc.assert(fc.property(zones, times, compare), { numRuns: 1000 });
  });

  it.each(['America/St_Johns', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Tunis', 'Asia/Gaza', 'Africa/Casablanca'])(
    'in %s is set at the millisecond that Intl says',
    (zone) => {
      const intl = clockOfIntl(zone);
      const offset = (at: number): number => intl(at) - Math.floor(at / 1000) * 1000;
      const changes: number[] = [];
      for (let at = Date.UTC(1935, 0, 1); at < Date.UTC(2046, 0, 1); at += 24 * HOUR) {
        let [low, high] = [at, at + 24 * HOUR];
        if (offset(low) === offset(high)) continue;
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (offset(middle) === offset(at)) low = middle;
          else high = middle;
        }
        changes.push(high);
      }
      const around = changes.flatMap((at) => [-24 * HOUR, -1, 0, 1, 24 * HOUR].map((later) => at + later));
      expect(changes.length).toBeGreaterThan(2);
      expect(around.map((at) => offsetAt(at, zone))).toEqual(around.map(offset));
    },
  );
});

/** What the clocks of a zone show, as if it were UTC. */
function clockOfIntl(timeZone: string): (instant: number) => number {
  const fields = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...fields });
  return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}
