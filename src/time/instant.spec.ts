import fc from 'fast-check';
import { formatInstant, inUtc, parseInstant } from './instant.js';

describe('an RFC 3339 date-time', () => {
  it.each([
    ['2026-01-01T08:00:00Z', '2026-01-01T08:00:00.000Z'],
    ['2026-01-01t08:00:00z', '2026-01-01T08:00:00.000Z'],
    ['2026-01-01T08:00:00+05:45', '2026-01-01T02:15:00.000Z'],
    ['2026-01-01T08:00:00-03:30', '2026-01-01T11:30:00.000Z'],
    ['2026-01-01T08:00:00-00:00', '2026-01-01T08:00:00.000Z'],
    ['2026-01-01T08:00:00.5Z', '2026-01-01T08:00:00.500Z'],
    ['2026-01-01T08:00:00.123999999Z', '2026-01-01T08:00:00.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2024-02-29T23:59:59+14:00', '2024-02-29T09:59:59.000Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s names the instant %s', (text, utc) => {
    expect(parseInstant(text)).toBe(Date.parse(utc));
    expect(formatInstant(Date.parse(utc))).toBe(utc);
  });

  it.each([
    ['has no offset', '2026-01-01T08:00:00'],
    ['has no time', '2026-01-01'],
    ['has no seconds', '2026-01-01T08:00Z'],
    ['has a blank for the T', '2026-01-01 08:00:00Z'],
    ['has an offset without a colon', '2026-01-01T08:00:00+0200'],
    ['has an offset of a whole day', '2026-01-01T08:00:00+24:00'],
    ['has an offset with sixty minutes', '2026-01-01T08:00:00+05:60'],
    ['is 30 February', '2026-02-30T08:00:00Z'],
    ['is 29 February of a common year', '2100-02-29T08:00:00Z'],
    ['is in month 0', '2026-00-10T08:00:00Z'],
    ['is in month 13', '2026-13-10T08:00:00Z'],
    ['is on day 0', '2026-01-00T08:00:00Z'],
    ['is a leap second', '2016-12-31T23:59:60Z'],
    ['is at hour 24', '2026-01-01T24:00:00Z'],
    ['is at minute 60', '2026-01-01T08:60:00Z'],
    ['has ten digits after the point', '2026-01-01T08:00:00.0123456789Z'],
    ['has a point and nothing after it', '2026-01-01T08:00:00.Z'],
    ['is before 1900', '1899-12-31T23:59:59Z'],
    ['is before 1900 in UTC', '1900-01-01T00:00:00+01:00'],
    ['is before 1900 where it was written', '1899-12-31T23:59:59-01:00'],
    ['is after 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['has text after it', '2026-01-01T08:00:00Z\n'],
    ['is empty', ''],
  ])('is refused when it %s', (_, text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is text of the form that RFC 3339 has, and no other', () => {
    const form = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
    const [text, changes] = [
      '2026-01-21T08:30:10.123456789+05:45',
      fc.constantFrom('', '0', '9', ':', '-', '.', 'Z', '/', 'é', ' '),
    ];
    const places = fc.array(fc.tuple(fc.nat(text.length), fc.nat(3), changes), { maxLength: 3 });
    fc.assert(
      fc.property(places, (all) => {
        const changed = all.reduce((so, [at, length, change]) => so.slice(0, at) + change + so.slice(at + length), text);
        expect(parseInstant(changed) === null || form.test(changed)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('is the same instant in UTC, whichever way it was written', () => {
    const texts = [
      '2026-01-01T08:00:00.12+05:45',
      '2026-01-01t08:00:00.120z',
      '2026-01-01T08:00:00.120Z',
      '2026-01-01T08:00:00.1204Z',
    ];
    expect(texts.map(inUtc)).toEqual(texts.map((text) => formatInstant(parseInstant(text)!)));
  });

  it('is written as a Date writes it, and comes back from its own text, for every millisecond of the range', () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(9999, 11, 31) });
    const holds = (instant: number): void => {
      expect(formatInstant(instant)).toBe(new Date(instant).toISOString());
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    };
    fc.assert(fc.property(instants, holds));
    for (const instant of [-1, 0, 86_399_999, Date.UTC(10_000, 0, 1) - 1]) holds(instant);
  });
});
