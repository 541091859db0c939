import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { FITBIT_FORMAT } from './fitbit.js';

const read = (name: string, zone?: string) => readingsOf(FITBIT_FORMAT, sample(`fitbit/${name}.json`), zone);
const readIn = (content: object | string, zone?: string) => readingsIn(FITBIT_FORMAT, content, zone);

describe('a day of Fitbit', () => {
  it('is its summary and its logs, as two sources', async () => {
    const [walk, day] = draftsOf(await read('fitbit-activities-date-single-in-activities-list', 'America/New_York'));
    expect(walk).toEqual({
      type: 'walking',
      startedAt: '2014-06-19T13:00:00.000Z',
      endedAt: '2014-06-19T14:00:00.000Z',
      steps: 5000,
      distanceMeters: 3360,
      activeEnergyKilocalories: 128,
      source: { name: 'Fitbit logs', kind: 'watch' },
      externalId: 'activity/79441095',
    });
    expect(day).toEqual({
      type: 'daily_activity',
      startedAt: '2014-06-19T04:00:00.000Z',
      endedAt: '2014-06-20T04:00:00.000Z',
      steps: 10007,
      distanceMeters: 7320,
      activeEnergyKilocalories: 627,
      moderateSeconds: 2040,
      vigorousSeconds: 180,
      source: { name: 'Fitbit', kind: 'watch' },
      externalId: 'day/2014-06-19',
    });
  });

  it('that nothing names is skipped, or refused where several are named', async () => {
    expect(outcomes(await read('fitbit-activities-date-empty-activities-list'))).toEqual(['skipped no_time 1']);
    const log = { logId: 1, duration: 60000, startTime: '09:00' };
    const activities = ['2026-01-01', '2026-01-02'].map((startDate, logId) => ({ ...log, logId, startDate }));
    expect(outcomes(await readIn({ activities, summary: { steps: 4 } }))).toEqual([
      'record 1',
      'record 1',
      'rejected ambiguous_date 1',
    ]);
  });

  it('has a date of each element of a time series', async () => {
    const drafts = draftsOf(await read('fitbit-activities-steps-timeseries'));
    expect(drafts.map(({ steps, externalId }) => [steps, externalId])).toEqual([
      [175, 'activities-steps/2015-08-23'],
      [2937, 'activities-steps/2015-08-24'],
      [0, 'activities-steps/2015-08-25'],
    ]);
  });

  it('has the measures of its series apart', async () => {
    const series = (name: string, value: string) => ({ [`activities-${name}`]: [{ dateTime: '2026-01-05', value }] });
    const readings = await readIn([
      series('distance', '5.7321'),
      series('minutesVeryActive', '12'),
      series('minutesFairlyActive', '7'),
      series('tracker-steps', '900'),
      series('calories', '1800'),
      series('steps', 'many'),
    ]);
    expect(draftsOf(readings)).toMatchObject([
      { distanceMeters: 5732.1, source: { name: 'Fitbit time series' } },
      { vigorousSeconds: 720 },
      { moderateSeconds: 420 },
      { steps: 900, source: { name: 'Fitbit tracker time series' }, externalId: 'activities-tracker-steps/2026-01-05' },
    ]);
    expect(outcomes(readings).slice(4)).toEqual(['skipped not_supported 1', 'rejected invalid_value 1']);
  });

  it('is summed up of its minutes', async () => {
    const readings = await read('fitbit-activities-steps-1d-1m-intraday');
    expect(outcomes(readings)).toEqual(['record 1', 'record 3']);
    expect(draftsOf(readings)[1]).toEqual({
      type: 'daily_activity',
      startedAt: '2015-08-20T22:00:00.000Z',
      endedAt: '2015-08-21T12:29:00.000Z',
      steps: 59,
      source: { name: 'Fitbit intraday', kind: 'watch' },
      externalId: 'activities-steps-intraday/2015-08-21T00:00:00',
    });
    expect(outcomes(await read('fitbit-activities-heart-1d-1m-intraday'))).toEqual([
      'skipped not_supported 1',
      'skipped not_supported 5',
    ]);
  });

  it('may be minutes whose day and unit come later, with some that cannot be read', async () => {
    const dataset = [{ time: '00:00:00', value: 0.1 }, { time: '25:00:00', value: 1 }, 7, { time: '23:59:00', value: 0.2 }];
    const readings = await readIn({
      'activities-distance-intraday': { dataset, datasetInterval: 1, datasetType: 'minute' },
      'activities-distance': [{ dateTime: '2026-03-29', value: '0.3' }],
    });
    expect(outcomes(readings)).toEqual(['rejected invalid_time 1', 'rejected invalid_value 1', 'record 1', 'record 2']);
    expect(draftsOf(readings)[1]).toMatchObject({
      startedAt: '2026-03-28T23:00:00.000Z',
      endedAt: '2026-03-29T22:00:00.000Z',
      distanceMeters: 300,
    });
  });
});

describe('an activity of Fitbit', () => {
  it('of the list of all has an offset and units of its own', async () => {
    const log = {
      logId: 2870593839823104001n,
      activityName: 'Outdoor Bike',
      startTime: '2026-10-25T02:30:00.000+02:00',
      duration: 1418500,
      distance: 3,
      distanceUnit: 'Mile',
      averageHeartRate: 120,
      activityLevel: [
        { name: 'fairly', minutes: 4 },
        { name: 'very', minutes: 20 },
      ],
    };
    const text = JSON.stringify({ activities: [log] }, (_, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value));
    expect(draftsOf(await readIn(text.replaceAll(/"#|#"/g, '')))).toEqual([
      {
        type: 'cycling',
        startedAt: '2026-10-25T00:30:00.000Z',
        endedAt: '2026-10-25T00:53:38.500Z',
        distanceMeters: 4828.03,
        moderateSeconds: 218,
        vigorousSeconds: 1200,
        averageHeartRateBpm: 120,
        source: { name: 'Fitbit logs', kind: 'watch' },
        externalId: 'activity/2870593839823104001',
      },
    ]);
  });

  it('of the account archive has its time in UTC, and is the one that the Web API tells of', async () => {
    const log = {
      logId: 30001,
      activityName: 'Walk',
      activityLevel: [{ minutes: 12, name: 'fairly' }],
      duration: 1_536_000,
      steps: 2_100,
      logType: 'auto_detected',
      distanceUnit: 'Kilometer',
    };
    const archived = { ...log, lastModified: '07/01/26 17:05:00', startTime: '07/01/26 16:23:51' };
    const [one, other] = draftsOf(
      await readIn([archived, { activities: [{ ...log, startTime: '2026-07-01T12:23:51.000-04:00' }] }], 'America/New_York'),
    );
    expect(one).toMatchObject({ startedAt: '2026-07-01T16:23:51.000Z', endedAt: '2026-07-01T16:49:27.000Z', steps: 2_100 });
    expect(one).toEqual(other);
  });

  it.each([
    [{ startTime: '13/01/26 16:23:51' }, 'invalid_time'],
    [{ distanceUnit: 'Furlong' }, 'unknown_unit'],
    [{ duration: undefined }, 'missing_value'],
    [{ startTime: 'noon' }, 'invalid_time'],
    [{ logId: undefined }, 'missing_value'],
    [{ steps: 'many' }, 'invalid_value'],
    [{ duration: 1e300 }, 'invalid_time'],
  ])('with %j is refused', async (change, code) => {
    const log = { logId: 1, startTime: '2026-10-01T10:00:00.000', duration: 60000, ...change };
    expect(outcomes(await readIn({ activities: [log] }))).toEqual([`rejected ${code} 1`]);
  });
});

describe('sleep of Fitbit', () => {
  it('is classic logs, several a day, each with its levels', async () => {
    const [nap, night] = draftsOf(await read('fitbit-sleep-date'));
    expect(nap).toEqual({
      startedAt: '2016-12-13T08:59:00.000Z',
      endedAt: '2016-12-13T10:02:30.000Z',
      isMainSleep: false,
      stages: [{ stage: 'unknown', startedAt: '2016-12-13T08:59:00.000Z', endedAt: '2016-12-13T10:02:00.000Z' }],
      source: { name: 'Fitbit', kind: 'watch' },
      externalId: 'sleep/13214029456',
    });
    expect(night).toMatchObject({ isMainSleep: true, startedAt: '2016-12-13T00:16:00.000Z', externalId: 'sleep/13211507000' });
    expect(night!.stages).toHaveLength(7);
  });

  it('is nothing where the list is empty', async () => {
    expect(await read('fitbit-sleep-date-empty-sleep-list')).toEqual([]);
    expect(await read('fitbit-sleep-date-range-empty-sleep-list')).toEqual([]);
  });

  const night = {
    logId: 5,
    startTime: '2026-10-24T23:30:00.000',
    endTime: '2026-10-25T02:30:00.000',
    duration: 14_400_000,
    isMainSleep: true,
    minutesAsleep: 233,
    minutesAwake: 7,
  };

  it('is main or not also in the words of the archive', async () => {
    const { isMainSleep: _isMainSleep, ...log } = night;
    const logs = [{ ...log, mainSleep: false }, { ...log, mainSleep: true }, log];
    expect(draftsOf(await readIn(logs)).map(({ isMainSleep }) => isMainSleep)).toEqual([false, true, true]);
  });

  it('lasts as long as its duration says when clocks are set back, with short wakings laid over the levels', async () => {
    const levels = {
      data: [
        { dateTime: '2026-10-24T23:30:00.000', level: 'light', seconds: 9000 },
        { dateTime: '2026-10-25T02:00:00.000', level: 'deep', seconds: 3600 },
        { dateTime: '2026-10-25T02:00:00.000', level: 'rem', seconds: 1500 },
        { dateTime: '2026-10-25T02:25:00.000', level: 'wake', seconds: 300 },
      ],
      shortData: [{ dateTime: '2026-10-25T00:30:00.000', level: 'wake', seconds: 120 }],
    };
    const [draft] = draftsOf(await readIn({ sleep: [{ ...night, type: 'stages', levels }] }));
    expect(draft).toMatchObject({ startedAt: '2026-10-24T21:30:00.000Z', endedAt: '2026-10-25T01:30:00.000Z' });
    const stages = draft!.stages as { stage: string; startedAt: string }[];
    expect(stages.map(({ stage, startedAt }) => `${stage} ${startedAt.slice(11, 16)}`)).toEqual([
      'light 21:30',
      'awake 22:30',
      'light 22:32',
      'deep 00:00',
      'rem 01:00',
      'awake 01:25',
    ]);
  });

  it('of version 1 has a level for each minute', async () => {
    const minuteData = Array.from('1111112233', (value, minute) => ({ dateTime: `23:3${minute}:00`, value }));
    const log = { ...night, startTime: '2026-10-20T23:30:00.000', duration: 600_000, endTime: undefined };
    const [draft] = draftsOf(await readIn({ sleep: [{ ...log, minutesAsleep: 6, minutesAwake: 4, minuteData }] }));
    expect(draft!.stages).toEqual([
      { stage: 'unknown', startedAt: '2026-10-20T21:30:00.000Z', endedAt: '2026-10-20T21:36:00.000Z' },
      { stage: 'awake', startedAt: '2026-10-20T21:36:00.000Z', endedAt: '2026-10-20T21:40:00.000Z' },
    ]);
  });

  it('counts by its minutes where the levels are not all there', async () => {
    const levels = { data: [{ dateTime: '2026-10-24T23:30:00.000', level: 'light', seconds: 600 }] };
    expect(draftsOf(await readIn([{ ...night, levels }]))).toMatchObject([{ totalSleepSeconds: 13_980, awakeSeconds: 420 }]);
  });

  it('says where what cannot be read is', async () => {
    const sleep = [night, 3, { ...night, startTime: undefined }, { ...night, levels: { data: [{ level: 'dozing' }] } }];
    expect((await readIn({ sleep })).map(({ place, outcome }) => `${place} ${outcome}`)).toEqual([
      '/sleep/0 record',
      '/sleep/1 rejected',
      '/sleep/2 rejected',
      '/sleep/3 rejected',
    ]);
  });
});

describe('another file of Fitbit', () => {
  it('is skipped, entry by entry', async () => {
    expect(outcomes(await read('fitbit-body-log-weight'))).toEqual(Array(4).fill('skipped not_supported 1'));
    expect(outcomes(await readIn({ user: { age: 30 } }))).toEqual(['skipped not_supported 1']);
    expect(outcomes(await readIn('[1, null, []]'))).toEqual(Array(3).fill('rejected invalid_value 1'));
  });
});
