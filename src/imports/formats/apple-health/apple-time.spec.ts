import fc from 'fast-check';
import { parseInstant } from '../../../time/instant.js';
import { instantOf, offsetMinutesOf } from './apple-time.js';

describe('a time as Apple writes it', () => {
  it.each([
    ['2024-11-03 01:30:00 -0500', '2024-11-03T06:30:00.000Z', -300],
    ['2024-02-29 23:59:59 +0545', '2024-02-29T18:14:59.000Z', 345],
    ['1969-12-31 23:59:59 +0000', '1969-12-31T23:59:59.000Z', 0],
    ['2100-12-31 23:59:59 -0000', '2100-12-31T23:59:59.000Z', 0],
  ])('%s is %s', (text, instant, offset) => {
    expect(instantOf(text)).toBe(Date.parse(instant));
    expect(offsetMinutesOf(text)).toBe(offset);
  });

  it.each([
    undefined,
    '',
    '2024-11-03',
    '2024-11-03T01:30:00-0500',
    '2024-11-03 01:30:00 -05:00',
    '2024-11-03 01:30:00 0500 ',
    '2023-02-29 00:00:00 +0000',
    '2024-04-31 00:00:00 +0000',
    '2024-13-01 00:00:00 +0000',
    '2024-00-01 00:00:00 +0000',
    '2024-01-01 24:00:00 +0000',
    '2024-01-01 00:60:00 +0000',
    '2024-01-01 00:00:60 +0000',
    '2024-01-01 00:00:00 +0060',
    '2024-01-01 00:00:00 +1600',
    '2024-01-01 0x:00:00 +0000',
    '1899-12-31 23:59:59 +0000',
    '2101-01-01 00:00:00 +0000',
  ])('%s is none', (text) => {
    expect(instantOf(text)).toBeNaN();
  });

  it('is the same instant as in RFC 3339', () => {
    const times = fc.date({ min: new Date('1900-01-02'), max: new Date('2100-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.integer({ min: -12 * 60, max: 14 * 60 }), (date, offset) => {
        const clock = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
        const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
          String(part).padStart(2, '0'),
        );
        const sign = offset < 0 ? '-' : '+';
        expect(instantOf(`${clock.replace('T', ' ')} ${sign}${hours}${minutes}`)).toBe(
          parseInstant(`${clock}${sign}${hours}:${minutes}`),
        );
      }),
    );
  });
});
