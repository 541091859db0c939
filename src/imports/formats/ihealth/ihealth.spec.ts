import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { IHEALTH_FORMAT } from './ihealth.js';

const read = (name: string) => readingsOf(IHEALTH_FORMAT, sample(`ihealth/ihealth-${name}.json`));
const readIn = (content: object) => readingsIn(IHEALTH_FORMAT, content);

describe('a page of iHealth', () => {
  it('has days', async () => {
    expect(draftsOf(await read('activity'))).toEqual([
      {
        type: 'daily_activity',
        startedAt: '2015-11-15T23:00:00.000Z',
        endedAt: '2015-11-16T23:00:00.000Z',
        steps: 21,
        distanceMeters: 17.43,
        source: { name: 'iHealth', kind: 'watch' },
        externalId: 'day/ac67c4ccf64af669d92569af85d19f59',
      },
      expect.objectContaining({ steps: 4398, startedAt: '2015-11-17T23:00:00.000Z' }),
    ]);
    const day = { DataID: 'x', MDate: 1447698000, DistanceTraveled: 1, TimeZone: '+0500' };
    expect(draftsOf(await readIn({ ARDataList: [day], DistanceUnit: 1 }))).toMatchObject([{ distanceMeters: 1609.34 }]);
  });

  it('has sports, by the clock on the wall and its offset', async () => {
    expect(draftsOf(await read('sport'))).toMatchObject([
      {
        type: 'swimming',
        startedAt: '2015-09-18T04:02:28.000Z',
        endedAt: '2015-09-18T04:32:28.000Z',
        activeEnergyKilocalories: 221.5,
      },
      { type: 'running', startedAt: '2015-09-22T19:43:03.000Z', source: { name: 'iHealth activities' } },
    ]);
  });

  it('has sleep, in minutes', async () => {
    const [first] = draftsOf(await read('sleep'));
    expect(first).toEqual({
      startedAt: '2015-11-15T08:51:00.000Z',
      endedAt: '2015-11-15T16:16:00.000Z',
      totalSleepSeconds: 20_700,
      source: { name: 'iHealth', kind: 'watch' },
      externalId: 'sleep/7eb7292b90d710ae7b7f61b75f9425cf',
    });
  });

  it('has glucose in the unit of the page', async () => {
    expect(draftsOf(await read('glucose'))).toMatchObject([
      { collectedAt: '2015-09-17T20:03:27.000Z', results: [{ analyte: 'glucose_random', value: 60, unit: 'mg/dL' }] },
      { fasting: false, results: [{ value: 70 }] },
    ]);
    const glucose = { DataID: 'x', MDate: 1447698000, BG: 5.1, TimeZone: 1 };
    expect(draftsOf(await readIn({ BGDataList: [glucose], BGUnit: 1 }))).toMatchObject([{ results: [{ unit: 'mmol/L' }] }]);
    expect(outcomes(await readIn({ BGDataList: [glucose], BGUnit: 7 }))).toEqual(['rejected unknown_unit 1']);
  });

  it('says what it does not read', async () => {
    for (const name of ['bp', 'weight', 'spo2'])
      expect(new Set(outcomes(await read(name)))).toEqual(new Set(['skipped not_supported 1']));
    for (const name of ['activity-empty', 'sleep-empty', 'glucose-empty', 'sport-empty']) expect(await read(name)).toEqual([]);
    const sport = { DataID: 'x', SportStartTime: 0, SportEndTime: 60, TimeZone: 'Berlin' };
    expect(outcomes(await readIn({ SPORTDataList: [sport, 1] }))).toEqual([
      'rejected invalid_value 1',
      'rejected invalid_value 1',
    ]);
  });
});
