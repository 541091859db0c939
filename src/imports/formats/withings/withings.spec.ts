import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { WITHINGS_FORMAT } from './withings.js';

const read = (name: string) => readingsOf(WITHINGS_FORMAT, sample(`withings/withings-${name}.json`));
const readIn = (content: object | string) => readingsIn(WITHINGS_FORMAT, content);

describe('a response of Withings', () => {
  it('has days in the zone that they name', async () => {
    const drafts = draftsOf(await read('activity-measures'));
    expect(drafts).toHaveLength(4);
    expect(drafts[1]).toEqual({
      type: 'daily_activity',
      startedAt: '2015-06-19T07:00:00.000Z',
      endedAt: '2015-06-20T07:00:00.000Z',
      steps: 2600,
      distanceMeters: 2387,
      activeEnergyKilocalories: 130,
      moderateSeconds: 420,
      vigorousSeconds: 120,
      source: { name: 'Withings', kind: 'watch' },
      externalId: 'day/2015-06-19',
      timeZone: 'America/Los_Angeles',
    });
    const [phone] = draftsOf(
      await readIn({ activities: [{ date: '2026-01-01', steps: 3, is_tracker: false, timezone: 'Mars/Base' }] }),
    );
    expect(phone).toMatchObject({ source: { kind: 'phone' }, startedAt: '2025-12-31T23:00:00.000Z' });
  });

  it('has stretches within a day', async () => {
    const readings = await read('intraday-activity');
    expect(outcomes(readings)).toEqual([
      'record 1',
      'skipped no_value 1',
      'record 1',
      'record 1',
      'skipped no_value 1',
      'record 1',
    ]);
    expect(draftsOf(readings)[0]).toEqual({
      type: 'daily_activity',
      startedAt: '2015-06-20T00:04:00.000Z',
      endedAt: '2015-06-20T00:05:00.000Z',
      steps: 21,
      distanceMeters: 15,
      activeEnergyKilocalories: 1,
      source: { name: 'Withings intraday', kind: 'watch' },
      externalId: 'intraday/1434758640',
    });
  });

  it('has workouts', async () => {
    const workout = { id: 5, category: 7, startdate: 1434758640, enddate: 1434762240, timezone: 'Europe/Paris' };
    const data = { calories: 300, distance: 1500, hr_average: 120, hr_max: 150 };
    expect(draftsOf(await readIn({ status: 0, body: { series: [{ ...workout, data }], more: false } }))).toMatchObject([
      { type: 'swimming', distanceMeters: 1500, maxHeartRateBpm: 150, externalId: 'workout/5', timeZone: 'Europe/Paris' },
    ]);
  });

  it('has summaries of nights', async () => {
    expect(draftsOf(await read('sleep-summary'))).toEqual([
      {
        startedAt: '2017-09-01T23:15:00.000Z',
        endedAt: '2017-09-02T02:25:00.000Z',
        totalSleepSeconds: 11160,
        awakeSeconds: 0,
        lightSleepSeconds: 3360,
        deepSleepSeconds: 7800,
        source: { name: 'Withings', kind: 'watch' },
        externalId: 'sleep/123',
        timeZone: 'Europe/London',
      },
      expect.objectContaining({ totalSleepSeconds: 29700, awakeSeconds: 2700, externalId: 'sleep/124' }),
    ]);
  });

  it('has states of sleep, which make nights', async () => {
    const readings = await read('sleep-measures');
    expect(outcomes(readings)).toEqual(['record 3']);
    expect(draftsOf(readings)).toEqual([
      {
        startedAt: '2014-12-02T20:00:00.000Z',
        endedAt: '2014-12-02T21:00:00.000Z',
        stages: [
          { stage: 'awake', startedAt: '2014-12-02T20:00:00.000Z', endedAt: '2014-12-02T20:15:00.000Z' },
          { stage: 'light', startedAt: '2014-12-02T20:16:00.000Z', endedAt: '2014-12-02T20:32:00.000Z' },
          { stage: 'rem', startedAt: '2014-12-02T20:33:00.000Z', endedAt: '2014-12-02T21:00:00.000Z' },
        ],
        source: { name: 'Withings sleep measures', kind: 'other' },
        externalId: 'sleep/1417550400000',
      },
    ]);
  });

  it('has nights that are far apart, and states that cannot be', async () => {
    const state = (startdate: number, minutes: number, of: number) => ({
      startdate,
      enddate: startdate + minutes * 60,
      state: of,
    });
    const series = [state(0, 30, 1), state(1800, 30, 2), state(1900, 30, 2), state(90_000, 60, 3), state(90_000 + 3600, 10, 9)];
    const readings = await readIn({ body: { series: [...series, state(200_000, 60, 0)] } });
    expect(outcomes(readings)).toEqual([
      'rejected overlap 1',
      'record 2',
      'rejected unknown_state 1',
      'record 1',
      'skipped no_value 1',
    ]);
  });

  it('has measures of the body, which are no records', async () => {
    expect(outcomes(await read('body-measures'))).toEqual(Array(5).fill('skipped not_supported 1'));
    expect(outcomes(await read('body-measures-only-goal'))).toEqual(['skipped not_supported 1']);
    expect(outcomes(await readIn({ status: 401, body: {} }))).toEqual(['skipped not_supported 1']);
  });
});
