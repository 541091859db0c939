import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { MalformedFile } from '../../import-format.js';
import { FITABASE_FORMAT } from './fitabase.js';

const readIn = (lines: readonly string[], zone = 'America/New_York') =>
  readingsIn(FITABASE_FORMAT, `${lines.join('\r\n')}\r\n`, zone);
const counts = (texts: readonly string[]) =>
  Object.fromEntries([...new Set(texts)].map((text) => [text, texts.filter((other) => other === text).length]));

describe('a table of days of Fitabase', () => {
  it('is days of activity', async () => {
    const drafts = draftsOf(
      await readIn([
        'Id,ActivityDate,TotalSteps,TotalDistance,VeryActiveMinutes,FairlyActiveMinutes,LightlyActiveMinutes,Calories',
        '1503960366,4/12/2016,13162,8.5,25,13,328,1985',
        '1503960366,4/13/2016,10735,6.96999979019165,21,19,217,1797',
      ]),
    );
    expect(drafts[1]).toEqual({
      type: 'daily_activity',
      startedAt: '2016-04-13T04:00:00.000Z',
      endedAt: '2016-04-14T04:00:00.000Z',
      steps: 10735,
      distanceMeters: 6970,
      moderateSeconds: 1140,
      vigorousSeconds: 1260,
      source: { name: 'Fitabase', kind: 'watch' },
      externalId: 'day/2016-04-13',
    });
  });

  it('is nights, put where they end at seven', async () => {
    const readings = await readIn([
      'Id,SleepDay,TotalSleepRecords,TotalMinutesAsleep,TotalTimeInBed',
      '1503960366,4/12/2016 12:00:00 AM,1,327,346',
      '1503960366,4/12/2016 12:00:00 AM,1,327,346',
      '1503960366,4/12/2016 12:00:00 AM,1,328,346',
      '1503960366,4/31/2016 12:00:00 AM,1,328,346',
    ]);
    expect(draftsOf(readings)).toEqual([
      {
        startedAt: '2016-04-12T05:14:00.000Z',
        endedAt: '2016-04-12T11:00:00.000Z',
        totalSleepSeconds: 19620,
        source: { name: 'Fitabase', kind: 'watch' },
        externalId: 'sleep/2016-04-12',
      },
    ]);
    expect(outcomes(readings).slice(1)).toEqual([
      'skipped duplicate 1',
      'rejected contradicts_another_row 1',
      'rejected invalid_time 1',
    ]);
    expect(readings[3]!.place).toBe('line 5');
  });

  it('may be a single series', async () => {
    const steps = await readIn(['Id,ActivityDay,StepTotal', '1,4/12/2016,5']);
    const intensities = await readIn([
      'Id,ActivityDay,SedentaryMinutes,FairlyActiveMinutes,VeryActiveMinutes',
      '1,4/12/2016,9,2,1',
    ]);
    expect(draftsOf([...steps, ...intensities])).toMatchObject([
      { steps: 5, source: { name: 'Fitabase series' }, externalId: 'steps/2016-04-12' },
      { moderateSeconds: 120, vigorousSeconds: 60, externalId: 'intensities/2016-04-12' },
    ]);
    expect(outcomes(await readIn(['Id,ActivityDay,Calories', '1,4/12/2016,1800']))).toEqual(['skipped not_supported 1']);
  });

  it('may be of many people, of whom the first is read', async () => {
    const activity = outcomes(await readingsOf(FITABASE_FORMAT, sample('fitabase/daily_activity.csv')));
    expect(counts(activity)).toEqual({ 'record 1': 31, 'rejected other_person 909': 1 });
    const sleep = await readingsOf(FITABASE_FORMAT, sample('fitabase/daily_sleep.csv'));
    expect(counts(outcomes(sleep))).toEqual({ 'record 1': 25, 'rejected other_person 388': 1 });
    expect(draftsOf(sleep)[1]).toMatchObject({ totalSleepSeconds: 384 * 60, externalId: 'sleep/2016-04-13' });
    expect(new Set(outcomes(await readingsOf(FITABASE_FORMAT, sample('fitabase/weight_log.csv'))))).toContain(
      'skipped not_supported 1',
    );
  });
});

describe('a table of hours or minutes of Fitabase', () => {
  it('adds up to days', async () => {
    const readings = await readIn([
      'Id,ActivityHour,StepTotal',
      '1,4/12/2016 12:00:00 AM,373',
      '1,4/12/2016 11:00:00 PM,160',
      '1,4/12/2016 11:00:00 PM,160',
      '1,4/13/2016 12:00:00 AM,1',
      '1,4/12/2016 1:00:00 AM,9',
      '1,4/13/2016 1:00:00 AM,many',
      '1,4/13/2016 13:00:00 PM,1',
    ]);
    expect(outcomes(readings)).toEqual([
      'skipped duplicate 1',
      'record 2',
      'rejected not_in_order 1',
      'rejected invalid_value 1',
      'rejected invalid_time 1',
      'record 1',
    ]);
    expect(draftsOf(readings)[0]).toMatchObject({
      steps: 533,
      source: { name: 'Fitabase hours' },
      externalId: 'steps/2016-04-12',
    });
  });

  it('counts minutes by their intensity, in rows or in columns', async () => {
    const narrow = ['1', '2', '3', '3', '0'].map((value, minute) => `1,4/12/2016 12:0${minute}:00 PM,${value}`);
    const minutes = Array.from({ length: 60 }, (_, minute) => String(minute).padStart(2, '0'));
    const columns = (name: string) => `Id,ActivityHour,${minutes.map((minute) => name + minute).join()}`;
    const row = (value: number) => `1,4/12/2016 12:00:00 AM,${minutes.map(() => value).join()}`;
    const readings = [
      ...(await readIn(['Id,ActivityMinute,Intensity', ...narrow])),
      ...(await readIn([columns('Intensity'), row(3)])),
      ...(await readIn([columns('Steps'), row(2)])),
      ...(await readIn(['Id,ActivityMinute,Steps', '1,4/12/2016 12:00:00 AM,7'])),
    ];
    expect(draftsOf(readings)).toMatchObject([
      { moderateSeconds: 60, vigorousSeconds: 120 },
      { moderateSeconds: 0, vigorousSeconds: 3600 },
      { steps: 120 },
      { steps: 7, source: { name: 'Fitabase minutes' } },
    ]);
    expect(outcomes(readings)).toEqual(['record 5', 'record 1', 'record 1', 'record 1']);
  });

  it('joins minutes of sleep to logs', async () => {
    const readings = await readIn([
      'Id,date,value,logId',
      '1,4/12/2016 11:59:30 PM,3,11380564589',
      '1,4/13/2016 12:00:30 AM,1,11380564589',
      '1,4/13/2016 12:01:30 AM,1,11380564589',
      '1,4/13/2016 12:01:30 AM,1,11380564589',
      '1,4/13/2016 2:00:00 PM,1,11388770715',
      '1,4/13/2016 2:01:00 PM,9,11388770715',
    ]);
    expect(outcomes(readings)).toEqual(['skipped duplicate 1', 'record 3', 'rejected unknown_level 1', 'record 1']);
    expect(draftsOf(readings)[0]).toEqual({
      startedAt: '2016-04-13T03:59:30.000Z',
      endedAt: '2016-04-13T04:02:30.000Z',
      stages: [
        { stage: 'awake', startedAt: '2016-04-13T03:59:30.000Z', endedAt: '2016-04-13T04:00:30.000Z' },
        { stage: 'unknown', startedAt: '2016-04-13T04:00:30.000Z', endedAt: '2016-04-13T04:02:30.000Z' },
      ],
      source: { name: 'Fitabase minutes', kind: 'watch' },
      externalId: 'sleep/11380564589',
    });
  });
});

describe('a table that cannot be read any further', () => {
  it('says where', async () => {
    const rows = ['Id,ActivityDay,StepTotal', '1,4/12/2016,5', '1,"4/13/2016"x,6'];
    const readings: string[] = [];
    const reading = async () => {
      for (const { outcome } of await readIn(rows)) readings.push(outcome);
    };
    await expect(reading()).rejects.toThrow(new MalformedFile('line 3', 'this is not a row of CSV', 'malformed_csv'));
    await expect(readingsIn(FITABASE_FORMAT, '')).rejects.toBeInstanceOf(MalformedFile);
    expect(await readIn(['Id,ActivityDay,StepTotal'])).toEqual([]);
    expect(outcomes(await readIn(['Id,ActivityDay,StepTotal', '1,4/12/2016', '1,4/13/2016,5,6']))).toEqual([
      'rejected invalid_row 1',
      'rejected invalid_row 1',
    ]);
  });
});
