import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { RUNKEEPER_FORMAT } from './runkeeper.js';

const read = (name: string) => readingsOf(RUNKEEPER_FORMAT, sample(`runkeeper/runkeeper-fitness-activities${name}.json`));

describe('a feed of RunKeeper', () => {
  it('has activities by their offset, or in the zone of the user', async () => {
    expect(draftsOf(await read(''))).toEqual([
      {
        type: 'cycling',
        startedAt: '2014-10-19T11:17:27.000Z',
        endedAt: '2014-10-19T12:30:11.742Z',
        distanceMeters: 10_128.71,
        activeEnergyKilocalories: 210.8,
        source: { name: 'RunKeeper', kind: 'phone' },
        externalId: '/fitnessActivities/465161536',
      },
      expect.objectContaining({ type: 'walking', startedAt: '2015-07-24T22:02:13.000Z', distanceMeters: 12_874.75 }),
    ]);
    expect(draftsOf(await read('-missing-offset'))).toMatchObject([{ type: 'running', startedAt: '2010-01-24T09:00:36.000Z' }]);
  });

  it('says what it cannot read', async () => {
    const item = { start_time: 'Sun, 31 Feb 2014 13:17:27', duration: 60, uri: '/1' };
    const items = [
      item,
      { ...item, start_time: 'noon' },
      { ...item, start_time: 'Sun, 1 Feb 2014 13:17:27', uri: null },
      { page: 1 },
    ];
    expect(outcomes(await readingsIn(RUNKEEPER_FORMAT, { items }))).toEqual([
      'rejected invalid_time 1',
      'rejected invalid_time 1',
      'rejected missing_value 1',
      'skipped not_supported 1',
    ]);
  });
});
