import { draftsOf, faultsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import { OURA_FORMAT } from './oura.js';

const read = (name: string) => readingsOf(OURA_FORMAT, sample(`oura/${name}.json`), 'America/Los_Angeles');
const readIn = (content: object | string) => readingsIn(OURA_FORMAT, content);

describe('a file of Oura', () => {
  it('is days of activity, from midnight to midnight', async () => {
    expect(draftsOf(await read('v2_daily_activity'))).toEqual([
      {
        type: 'daily_activity',
        startedAt: '2021-11-26T08:00:00.000Z',
        endedAt: '2021-11-27T08:00:00.000Z',
        steps: 18430,
        distanceMeters: 20122,
        activeEnergyKilocalories: 1222,
        moderateSeconds: 6060,
        vigorousSeconds: 3000,
        source: { name: 'Oura', kind: 'ring' },
        externalId: 'daily-activity/2021-11-26',
      },
    ]);
  });

  it('is workouts, of which one that ends before it starts is for the rules of its kind to refuse', async () => {
    const readings = await read('v2_workouts');
    expect(readings.map((reading) => reading.outcome === 'record' && faultsOf(reading))).toEqual([
      ['endedAt: ends_before_it_starts'],
    ]);
    const workout = { activity: 'strength_training', start_datetime: '2026-01-01T08:00:00+01:00', id: 'a1' };
    expect(draftsOf(await readIn({ data: [{ ...workout, end_datetime: '2026-01-01T08:30:00+01:00', calories: 99.5 }] }))).toEqual(
      [
        {
          type: 'strength_training',
          startedAt: '2026-01-01T07:00:00.000Z',
          endedAt: '2026-01-01T07:30:00.000Z',
          activeEnergyKilocalories: 99.5,
          source: { name: 'Oura workouts', kind: 'ring' },
          externalId: 'workout/a1',
        },
      ],
    );
  });

  const night = {
    id: 'n1',
    type: 'long_sleep',
    day: '2026-01-02',
    bedtime_start: '2026-01-01T23:00:00+01:00',
    bedtime_end: '2026-01-01T23:17:30+01:00',
    sleep_phase_5_min: '4213',
    total_sleep_duration: 750,
    awake_time: 300,
    light_sleep_duration: 300,
    deep_sleep_duration: 300,
    rem_sleep_duration: 150,
  };

  it('is sleep by its phases', async () => {
    const [draft] = draftsOf(await readIn({ data: [night] }));
    expect(draft).toEqual({
      startedAt: '2026-01-01T22:00:00.000Z',
      endedAt: '2026-01-01T22:17:30.000Z',
      isMainSleep: true,
      stages: [
        { stage: 'awake', startedAt: '2026-01-01T22:00:00.000Z', endedAt: '2026-01-01T22:05:00.000Z' },
        { stage: 'light', startedAt: '2026-01-01T22:05:00.000Z', endedAt: '2026-01-01T22:10:00.000Z' },
        { stage: 'deep', startedAt: '2026-01-01T22:10:00.000Z', endedAt: '2026-01-01T22:15:00.000Z' },
        { stage: 'rem', startedAt: '2026-01-01T22:15:00.000Z', endedAt: '2026-01-01T22:17:30.000Z' },
      ],
      source: { name: 'Oura', kind: 'ring' },
      externalId: 'sleep/n1',
    });
  });

  it('is sleep by its durations where the phases are coarser than those, or by finer phases', async () => {
    const totals = { ...night, deep_sleep_duration: 390, light_sleep_duration: 210 };
    expect(draftsOf(await readIn(totals))).toMatchObject([{ lightSleepSeconds: 210, deepSleepSeconds: 390, awakeSeconds: 300 }]);
    const sleep_phase_30_sec = '4'.repeat(10) + '2'.repeat(7) + '1'.repeat(13) + '3'.repeat(5);
    const [fine] = draftsOf(await readIn({ sleep: [{ ...totals, sleep_phase_30_sec }] }));
    expect(fine!.stages).toHaveLength(4);
  });

  it('has naps, and periods that were no sleep', async () => {
    const periods = ['late_nap', 'sleep', 'rest', 'deleted'].map((type) => ({ ...night, id: type, type }));
    const readings = await readIn({ data: periods });
    expect(draftsOf(readings).map(({ isMainSleep }) => isMainSleep)).toEqual([false, false]);
    expect(outcomes(readings).slice(2)).toEqual(['skipped no_sleep 1', 'skipped no_sleep 1']);
  });

  it('says what it does not read, and why', async () => {
    expect(outcomes(await read('v2_session'))).toEqual(['skipped not_supported 1']);
    expect(outcomes(await read('v2_heartrate'))).toContain('skipped not_supported 1');
    const faulty = [
      { ...night, sleep_phase_5_min: '4x' },
      { ...night, bedtime_start: 'late' },
      { ...night, bedtime_end: null },
      7,
    ];
    expect(outcomes(await readIn({ data: faulty }))).toEqual([
      'rejected unknown_phase 1',
      'rejected invalid_time 1',
      'rejected missing_value 1',
      'rejected invalid_value 1',
    ]);
    expect(await readIn({ data: [], next_token: null })).toEqual([]);
  });
});
