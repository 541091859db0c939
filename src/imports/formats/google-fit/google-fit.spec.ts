import { isObject } from '../../json/json-value.js';
import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { GOOGLE_FIT_FORMAT } from './google-fit.js';

const read = (name: string) => readingsOf(GOOGLE_FIT_FORMAT, sample(`google-fit/googlefit-${name}.json`));
const readIn = (content: object | string) => readingsIn(GOOGLE_FIT_FORMAT, content);

const NANOS = 1_000_000_000n;
const point = (type: string, seconds: number, length: number, value: object, origin = '') => ({
  startTimeNanos: String(BigInt(seconds) * NANOS),
  endTimeNanos: String(BigInt(seconds + length) * NANOS),
  dataTypeName: `com.google.${type}`,
  originDataSourceId: origin,
  value: [value],
});

describe('a data set of Google Fit', () => {
  it('has steps, of which the streams that Google merged are one source', async () => {
    const drafts = draftsOf(await read('merge-step-deltas'));
    expect(drafts.map(({ steps }) => steps)).toEqual([4146, 0, 17, 184]);
    expect(drafts[2]).toEqual({
      type: 'daily_activity',
      startedAt: '2015-07-10T21:58:17.687Z',
      endedAt: '2015-07-10T21:59:17.687Z',
      steps: 17,
      source: { name: 'Google Fit', kind: 'phone', device: 'samsung Galaxy Nexus' },
      externalId:
        'step_count.delta/1436565497687316406-1436565557687316406/' +
        'derived:com.google.step_count.cumulative:com.google.android.gms:samsung:Galaxy Nexus:32b1bd9e:soft_step_counter',
    });
  });

  it('has energy without that at rest, and activities without none', async () => {
    const energy = await read('merge-calories-expended');
    expect(outcomes(energy)).toEqual(['record 1', 'skipped resting_energy 1', 'record 1']);
    expect(draftsOf(energy).map(({ activeEnergyKilocalories }) => activeEnergyKilocalories)).toEqual([200, 4.22]);
    const activities = draftsOf(await read('merge-activity-segments'));
    expect(activities.map(({ type }) => type)).toEqual(['walking', 'aerobics', 'running']);
    expect(activities[1]).toMatchObject({ startedAt: '2015-01-05T00:27:29.151Z', endedAt: '2015-01-05T00:30:41.151Z' });
    expect(outcomes(await read('merge-activity-segments-only-stationary-activity'))).toEqual(['skipped no_activity 1']);
  });

  it('has sleep', async () => {
    expect(draftsOf(await read('merge-activity-segments-only-sleep'))).toEqual([
      {
        startedAt: '2015-07-07T13:30:00.000Z',
        endedAt: '2015-07-07T14:00:00.000Z',
        stages: [{ stage: 'unknown', startedAt: '2015-07-07T13:30:00.000Z', endedAt: '2015-07-07T14:00:00.000Z' }],
        source: { name: 'Google Fit', kind: 'phone' },
        externalId: 'sleep/1436275800000',
      },
    ]);
    const segment = (seconds: number, length: number, intVal: number) => point('sleep.segment', seconds, length, { intVal });
    const readings = await readIn({
      point: [segment(0, 600, 4), segment(600, 300, 5), segment(900, 60, 1), segment(90_000, 60, 6)],
    });
    expect(outcomes(readings)).toEqual(['record 3', 'record 1']);
    const [night] = draftsOf(readings);
    expect(Array.isArray(night!.stages) && night!.stages.map((stage) => isObject(stage) && stage.stage)).toEqual([
      'light',
      'deep',
      'awake',
    ]);
  });

  it('has streams of single devices, each of which is a source of its own', async () => {
    const stream = 'raw:com.google.step_count.delta:com.app:LGE:Nexus 5:uid:steps';
    const aggregated = { dataset: [{ dataSourceId: stream, point: [point('step_count.delta', 60, 60, { intVal: 7 })] }] };
    const readings = await readIn({ bucket: [aggregated, { startTimeMillis: '0', dataset: [{ point: [] }] }, {}, aggregated] });
    expect(readings.map(({ place, outcome }) => `${place} ${outcome}`)).toEqual([
      '/bucket/0/dataset/0/point/0 record',
      '/bucket/2 rejected',
      '/bucket/3/dataset/0/point/0 record',
    ]);
    expect(draftsOf(readings)).toMatchObject([
      { steps: 7, source: { name: 'Google Fit com.app:LGE:Nexus 5:uid:steps' } },
      { steps: 7 },
    ]);
  });

  it('may be a file of Takeout', async () => {
    const { value, ...rest } = point('distance.delta', 60, 60, { fpVal: 12.345678 });
    const file = { 'Data Source': 'derived:com.google.distance.delta:com.google.android.gms:merge_distance_delta' };
    expect(draftsOf(await readIn({ ...file, 'Data Points': [{ ...rest, fitValue: [{ value: value[0] }] }] }))).toMatchObject([
      { distanceMeters: 12.35, source: { name: 'Google Fit' } },
    ]);
  });

  it('says nothing where it is empty, and why what it has is not read', async () => {
    expect(await read('empty')).toEqual([]);
    for (const name of ['heart-rate', 'height', 'location-samples', 'speed', 'weight']) {
      expect(new Set(outcomes(await read(`merge-${name}`)))).toEqual(new Set(['skipped not_supported 1']));
    }
    const faulty = { ...point('step_count.delta', 0, 60, {}), startTimeNanos: 'yesterday' };
    const unknown = { ...point('step_count.delta', 0, 60, {}), dataTypeName: undefined };
    expect(outcomes(await readIn({ point: [faulty, unknown, point('step_count.delta', 0, 60, {}), 'x'] }))).toEqual([
      'rejected invalid_time 1',
      'rejected missing_value 1',
      'skipped no_value 1',
      'rejected invalid_value 1',
    ]);
    expect(outcomes(await readIn({ hello: 1 }))).toEqual(['skipped not_supported 1']);
  });
});

describe('a session of Google Fit', () => {
  it('is an activity or a sleep', async () => {
    const session = { id: 's1', name: 'Evening', startTimeMillis: '1436275800000', endTimeMillis: '1436277600000' };
    const of = (activityType: number) => ({ ...session, activityType });
    const readings = await readIn({ session: [of(72), of(8), of(3)], deletedSession: [of(8)] });
    expect(outcomes(readings)).toEqual(['record 1', 'record 1', 'skipped no_activity 1', 'skipped deleted 1']);
    expect(draftsOf(readings)).toMatchObject([
      { totalSleepSeconds: 1800, externalId: 'session/s1', source: { name: 'Google Fit sessions' } },
      { type: 'running', externalId: 'session/s1' },
    ]);
  });
});
