import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { MalformedFile } from '../../import-format.js';
import { GARMIN_FORMAT } from './garmin.js';

const read = (name: string) => readingsOf(GARMIN_FORMAT, sample(`garmin/sample_${name}`));
const readIn = (content: object | string) => readingsIn(GARMIN_FORMAT, content);

describe('Garmin Connect', () => {
  it('has activities', async () => {
    expect(draftsOf(await read('activity.json'))).toEqual([
      {
        type: 'running',
        startedAt: '2026-04-21T02:30:00.000Z',
        endedAt: '2026-04-21T03:10:00.000Z',
        distanceMeters: 6200,
        activeEnergyKilocalories: 512,
        averageHeartRateBpm: 148,
        maxHeartRateBpm: 172,
        source: { name: 'Garmin activities', kind: 'watch' },
        externalId: 'activity/19876543210',
      },
    ]);
  });

  it('has an activity alone, with what is burned at rest and a length to the millisecond', async () => {
    const summaryDTO = {
      startTimeGMT: '2026-04-21T02:30:00.0',
      duration: 100.5,
      elapsedDuration: 119.9995,
      calories: 30,
      bmrCalories: 4.5,
      moderateIntensityMinutes: 0,
      vigorousIntensityMinutes: 2,
      averageHR: 0,
    };
    const activityTypeDTO = { typeKey: 'lap_swimming' };
    expect(draftsOf(await readIn({ activityId: 3, activityTypeDTO, summaryDTO }))).toMatchObject([
      {
        type: 'swimming',
        endedAt: '2026-04-21T02:32:00.000Z',
        activeEnergyKilocalories: 25.5,
        moderateSeconds: 0,
        vigorousSeconds: 119,
        externalId: 'activity/3',
      },
    ]);
  });

  it('has days', async () => {
    expect(draftsOf(await read('daily_stats.json'))).toEqual([
      {
        type: 'daily_activity',
        startedAt: '2026-04-20T22:00:00.000Z',
        endedAt: '2026-04-21T22:00:00.000Z',
        steps: 8500,
        distanceMeters: 6200.5,
        activeEnergyKilocalories: 700,
        moderateSeconds: 1320,
        vigorousSeconds: 240,
        source: { name: 'Garmin', kind: 'watch' },
        externalId: 'day/2026-04-21',
      },
    ]);
  });

  it('has nights by their totals', async () => {
    expect(draftsOf(await read('sleep_data.json'))).toEqual([
      {
        startedAt: '2025-10-22T02:30:00.000Z',
        endedAt: '2025-10-22T09:30:00.000Z',
        isMainSleep: true,
        awakeSeconds: 600,
        lightSleepSeconds: 14400,
        deepSleepSeconds: 5400,
        remSleepSeconds: 4800,
        source: { name: 'Garmin', kind: 'watch' },
        externalId: 'sleep/1761100200000',
      },
    ]);
  });

  it('has nights by their levels, naps, and days without a night', async () => {
    const level = (startGMT: string, endGMT: string, activityLevel: number) => ({ startGMT, endGMT, activityLevel });
    const readings = await readIn([
      {
        dailySleepDTO: {
          sleepTimeSeconds: 5400,
          deepSleepSeconds: 1800,
          lightSleepSeconds: 3600,
          awakeSleepSeconds: 1800,
          sleepStartTimestampGMT: 1761100200000,
          sleepEndTimestampGMT: 1761107400000,
          dailyNapDTOS: [
            { napTimeSec: 1200, napStartTimestampGMT: '2025-10-22T12:00:00', napEndTimestampGMT: '2025-10-22T12:20:00' },
          ],
        },
        sleepLevels: [
          level('2025-10-22T02:30:00.0', '2025-10-22T03:00:00.0', 0),
          level('2025-10-22T03:00:00.0', '2025-10-22T04:00:00.0', 1),
          level('2025-10-22T04:00:00.0', '2025-10-22T04:30:00.0', 3),
        ],
      },
      { dailySleepDTO: { calendarDate: '2025-10-23', sleepStartTimestampGMT: null } },
    ]);
    expect(outcomes(readings)).toEqual(['record 1', 'record 1', 'skipped no_value 1']);
    const [nap, night] = draftsOf(readings);
    expect(nap).toMatchObject({ isMainSleep: false, totalSleepSeconds: 1200, startedAt: '2025-10-22T12:00:00.000Z' });
    expect((night!.stages as { stage: string }[]).map(({ stage }) => stage)).toEqual(['deep', 'light', 'awake']);
  });

  it('has what are no records', async () => {
    for (const name of ['body_battery', 'hrv_data', 'training_readiness']) {
      expect(outcomes(await read(`${name}.json`))).toEqual(['skipped not_supported 1']);
    }
  });

  it('has tracks of other types of files, which are refused', async () => {
    await expect(read('activity.gpx')).rejects.toThrow(new MalformedFile('line 1', 'this is not JSON', 'malformed_json'));
  });
});

describe('the Health API of Garmin', () => {
  const span = { summaryId: 'x1', startTimeInSeconds: 1761100200, durationInSeconds: 3600, startTimeOffsetInSeconds: 7200 };

  it('has dailies, activities and epochs, as sources of their own', async () => {
    const readings = await readIn({
      dailies: [
        { ...span, calendarDate: '2025-10-22', steps: 900, moderateIntensityDurationInSeconds: 60, activityType: 'WALKING' },
      ],
      activities: [{ ...span, activityType: 'TRAIL_RUNNING', averageHeartRateInBeatsPerMinute: 121, distanceInMeters: 8.125 }],
      epochs: [{ ...span, activityType: 'WALKING', steps: 12, intensity: 'ACTIVE' }],
    });
    expect(draftsOf(readings)).toMatchObject([
      { type: 'daily_activity', steps: 900, moderateSeconds: 60, source: { name: 'Garmin' }, externalId: 'day/2025-10-22' },
      {
        type: 'running',
        averageHeartRateBpm: 121,
        distanceMeters: 8.13,
        endedAt: '2025-10-22T03:30:00.000Z',
        externalId: 'activity/x1',
      },
      { type: 'walking', steps: 12, source: { name: 'Garmin epochs' }, externalId: 'epoch/x1' },
    ]);
  });

  it('has sleep with its levels', async () => {
    const sleepLevelsMap = {
      deep: [{ startTimeInSeconds: 1761100200, endTimeInSeconds: 1761101400 }],
      light: [{ startTimeInSeconds: 1761101400, endTimeInSeconds: 1761103800 }],
    };
    const sleep = { ...span, deepSleepDurationInSeconds: 1200, lightSleepDurationInSeconds: 2400, sleepLevelsMap };
    const [draft] = draftsOf(await readIn({ sleeps: [sleep] }));
    expect(draft).toMatchObject({ externalId: 'sleep/1761100200000' });
    expect(draft!.stages).toHaveLength(2);
  });
});

describe('the data that Garmin hands out', () => {
  it('has activities in centimeters and milliseconds', async () => {
    const activity = {
      activityId: 9,
      activityType: 'cycling',
      beginTimestamp: 1761100200000,
      duration: 60_000,
      distance: 123_456,
      avgHr: 99,
    };
    expect(draftsOf(await readIn([{ summarizedActivitiesExport: [activity] }]))).toEqual([
      {
        type: 'cycling',
        startedAt: '2025-10-22T02:30:00.000Z',
        endedAt: '2025-10-22T02:31:00.000Z',
        distanceMeters: 1234.56,
        averageHeartRateBpm: 99,
        source: { name: 'Garmin activities', kind: 'watch' },
        externalId: 'activity/9',
      },
    ]);
  });
});
