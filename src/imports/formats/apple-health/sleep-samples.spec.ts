import { draftsOf, outcomes } from '../../../../test/support/readings.js';
import { appleExport, element, sleepOf } from '../../../../test/support/apple-export.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

const read = async (elements: readonly string[], zone = 'Europe/Berlin') =>
  (await wholeReading(APPLE_HEALTH, appleExport(...elements), zone)).readings;
const sessionsOf = async (elements: readonly string[], zone?: string) => draftsOf(await read(elements, zone));
/** A time of the night from 4 to 5 March 2024 in Berlin. */
const at = (time: string): string => `2024-03-0${time >= '12' ? 4 : 5} ${time}:00 +0100`;
const stage = (value: string, from: string, to: string): string => sleepOf(value, at(from), at(to));

describe('the samples of a night', () => {
  it('are one session with its stages, in any order', async () => {
    const night = [
      stage('AsleepCore', '23:30', '01:00'),
      stage('AsleepDeep', '01:00', '02:00'),
      stage('Awake', '02:00', '02:10'),
      stage('AsleepREM', '02:10', '03:00'),
      stage('AsleepUnspecified', '03:00', '03:30'),
      stage('InBed', '23:00', '04:00'),
    ];
    const [session, ...others] = await sessionsOf(night);
    expect(others).toEqual([]);
    expect(session).toEqual({
      startedAt: '2024-03-04T22:00:00.000Z',
      endedAt: '2024-03-05T03:00:00.000Z',
      isMainSleep: true,
      stages: [
        { stage: 'light', startedAt: '2024-03-04T22:30:00.000Z', endedAt: '2024-03-05T00:00:00.000Z' },
        { stage: 'deep', startedAt: '2024-03-05T00:00:00.000Z', endedAt: '2024-03-05T01:00:00.000Z' },
        { stage: 'awake', startedAt: '2024-03-05T01:00:00.000Z', endedAt: '2024-03-05T01:10:00.000Z' },
        { stage: 'rem', startedAt: '2024-03-05T01:10:00.000Z', endedAt: '2024-03-05T02:00:00.000Z' },
        { stage: 'unknown', startedAt: '2024-03-05T02:00:00.000Z', endedAt: '2024-03-05T02:30:00.000Z' },
      ],
      timeZone: 'Europe/Berlin',
      source: { name: 'Ada’s Apple Watch', kind: 'watch' },
      externalId: 'sleep:2024-03-04T22:00:00.000Z',
    });
    expect(await sessionsOf(night.toReversed())).toEqual([session]);
  });

  it('may have the numbers of HealthKit instead of its names', async () => {
    const night = (values: readonly string[]): string[] =>
      values.map((value, hour) =>
        element('Record', {
          type: 'HKCategoryTypeIdentifierSleepAnalysis',
          sourceName: 'Watch',
          startDate: at(`0${hour}:00`),
          endDate: at(`0${hour + 1}:00`),
          value,
        }),
      );
    const names = ['InBed', 'AsleepUnspecified', 'Awake', 'AsleepCore', 'AsleepDeep', 'AsleepREM'];
    const [session] = await sessionsOf(night(['0', '1', '2', '3', '4', '5']));
    expect(session!.stages).toMatchObject(['unknown', 'awake', 'light', 'deep', 'rem'].map((name) => ({ stage: name })));
    expect(await sessionsOf(night(names.map((name) => `HKCategoryValueSleepAnalysis${name}`)))).toEqual([session]);
    expect(outcomes(await read(night(['6'])))).toEqual(['rejected unknown_sleep_state 1']);
  });

  it('from before there were stages say how long, and nothing of stages', async () => {
    const [session] = await sessionsOf([
      stage('InBed', '22:50', '07:10'),
      stage('Asleep', '23:00', '03:00'),
      stage('Asleep', '02:30', '03:30'),
      stage('Asleep', '03:50', '07:00'),
    ]);
    expect(session).toMatchObject({ startedAt: '2024-03-04T21:50:00.000Z', totalSleepSeconds: (4.5 + 3 + 1 / 6) * 3600 });
    expect(session).not.toHaveProperty('stages');
    expect(session).not.toHaveProperty('awakeSeconds');
  });

  it('that contradict each other count once: a stage before being awake, and that before sleep of any kind', async () => {
    const [session] = await sessionsOf([
      stage('AsleepUnspecified', '23:00', '03:00'),
      stage('Awake', '00:00', '01:00'),
      stage('AsleepDeep', '00:30', '02:00'),
      stage('AsleepCore', '01:30', '02:30'),
    ]);
    expect(session!.stages).toEqual([
      { stage: 'unknown', startedAt: '2024-03-04T22:00:00.000Z', endedAt: '2024-03-04T23:00:00.000Z' },
      { stage: 'awake', startedAt: '2024-03-04T23:00:00.000Z', endedAt: '2024-03-04T23:30:00.000Z' },
      { stage: 'deep', startedAt: '2024-03-04T23:30:00.000Z', endedAt: '2024-03-05T01:00:00.000Z' },
      { stage: 'light', startedAt: '2024-03-05T01:00:00.000Z', endedAt: '2024-03-05T01:30:00.000Z' },
      { stage: 'unknown', startedAt: '2024-03-05T01:30:00.000Z', endedAt: '2024-03-05T02:00:00.000Z' },
    ]);
  });

  it('without any sleep are no session', async () => {
    const readings = await read([
      stage('InBed', '23:00', '07:00'),
      stage('Awake', '01:00', '01:30'),
      stage('Asleep', '02:00', '02:00'),
    ]);
    expect(outcomes(readings)).toEqual(['skipped no_time_asleep 3']);
  });

  it('go on over a gap of an hour, and end with a longer one; the longest sleep of a day is the main one', async () => {
    const sessions = await sessionsOf([
      stage('Asleep', '23:00', '02:00'),
      stage('Asleep', '03:00', '06:00'),
      stage('Asleep', '07:01', '08:00'),
    ]);
    expect(sessions.map(({ startedAt, totalSleepSeconds, isMainSleep }) => [startedAt, totalSleepSeconds, isMainSleep])).toEqual([
      ['2024-03-04T22:00:00.000Z', 21_600, true],
      ['2024-03-05T06:01:00.000Z', 3540, false],
    ]);
  });

  it('of two sources, and those typed in, are sessions of their own', async () => {
    const readings = await read([
      stage('Asleep', '23:00', '06:00'),
      sleepOf('InBed', at('22:00'), at('07:00'), { sourceName: 'Ada’s iPhone' }),
      sleepOf('Asleep', at('23:00'), at('06:30'), {
        children: element('MetadataEntry', { key: 'HKWasUserEntered', value: '1' }),
      }),
    ]);
    expect(draftsOf(readings).map(({ source, externalId }) => [source, externalId])).toEqual([
      [{ name: 'Ada’s Apple Watch', kind: 'watch' }, 'sleep:2024-03-04T22:00:00.000Z'],
      [{ name: 'Ada’s Apple Watch', kind: 'manual' }, 'sleep:2024-03-04T22:00:00.000Z:by-hand'],
    ]);
    expect(outcomes(readings)).toContain('skipped no_time_asleep 1');
  });

  it.each([
    ['New Year', '2023-12-31 23:00:00 +0100', '2024-01-01 07:00:00 +0100', '2024-01-01T06:00:00.000Z', 8],
    ['the night that clocks go forward', '2024-03-30 23:00:00 +0100', '2024-03-31 07:00:00 +0200', '2024-03-31T05:00:00.000Z', 7],
    ['the night that clocks go back', '2024-10-26 23:00:00 +0200', '2024-10-27 07:00:00 +0100', '2024-10-27T06:00:00.000Z', 9],
  ])('across %s last as long as has really passed', async (_, from, to, endedAt, hours) => {
    const [session] = await sessionsOf([sleepOf('Asleep', from, to)]);
    expect(session).toMatchObject({ endedAt, totalSleepSeconds: hours * 3600, timeZone: 'Europe/Berlin' });
  });

  it('are in the zone that they name, else in one of the offset of waking', async () => {
    const [named, other] = await sessionsOf([
      sleepOf('Asleep', '2024-03-04 23:00:00 +0100', '2024-03-05 07:00:00 +0100', {
        children: element('MetadataEntry', { key: 'HKTimeZone', value: 'Asia/Tokyo' }),
      }),
      sleepOf('Asleep', '2024-03-06 12:00:00 +0100', '2024-03-07 04:00:00 +0900'),
    ]);
    expect([named!.timeZone, other!.timeZone]).toEqual(['Asia/Tokyo', 'Etc/GMT-9']);
  });

  it('that never end are sessions of a day at most', async () => {
    const hours = Array.from({ length: 60 }, (_, hour) => {
      const text = (index: number): string => new Date(Date.UTC(2024, 2, 1, index)).toISOString().slice(0, 19).replace('T', ' ');
      return sleepOf('Asleep', `${text(hour)} +0000`, `${text(hour + 1)} +0000`);
    });
    const sessions = await sessionsOf(hours);
    expect(sessions.map(({ totalSleepSeconds }) => totalSleepSeconds)).toEqual([86_400, 86_400, 43_200]);
  });

  it('of more stages than a session may have are told by their sum', async () => {
    const minute = (index: number): string =>
      `${new Date(Date.UTC(2024, 2, 4, 22, 0, 30 * index)).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
    const [session] = await sessionsOf(
      Array.from({ length: 1200 }, (_, index) =>
        sleepOf(index % 2 ? 'AsleepCore' : 'AsleepREM', minute(index), minute(index + 1)),
      ),
    );
    expect(session).toMatchObject({ totalSleepSeconds: 36_000 });
    expect(session).not.toHaveProperty('stages');
  });
});
