import { instantOfLocalTime, instantsOfLocalTime } from './local-time.js';

const utc = (text: string, zone: string) => instantsOfLocalTime(text, zone)?.map((instant) => new Date(instant).toISOString());

describe('a time on the wall', () => {
  it('is an instant in its zone', () => {
    expect(utc('2026-07-01T09:00:00.250', 'Europe/Berlin')).toEqual(['2026-07-01T07:00:00.250Z']);
    expect(utc('2026-01-01 09:00', 'America/Los_Angeles')).toEqual(['2026-01-01T17:00:00.000Z']);
    expect(utc('2026-11-05T00:05:30', 'Asia/Kathmandu')).toEqual(['2026-11-04T18:20:30.000Z']);
  });

  it('comes twice in the hour that clocks are set back', () => {
    expect(utc('2026-10-25T02:30:00', 'Europe/Berlin')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
    expect(instantOfLocalTime('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  it('that clocks jump over is taken by the offset from before the jump', () => {
    expect(utc('2026-03-29T02:30:00', 'Europe/Berlin')).toEqual(['2026-03-29T01:30:00.000Z']);
    expect(utc('2026-03-08T02:00:00', 'America/New_York')).toEqual(['2026-03-08T07:00:00.000Z']);
  });

  it('on a day that a zone skipped is a day later', () => {
    expect(utc('2011-12-30T12:00:00', 'Pacific/Apia')).toEqual(['2011-12-30T22:00:00.000Z']);
  });

  it.each(['2026-02-29T01:00:00', '2026-01-01T24:00:00', '2026-01-01T10:60', '2026-01-01', '1/1/2026 10:00', ''])(
    'is not %p',
    (text) => {
      expect(instantsOfLocalTime(text, 'UTC')).toBeNull();
    },
  );
});
