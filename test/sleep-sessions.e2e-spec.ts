import { Records, type KindOfRecord } from './support/health-records/records.js';
import { itKeepsHealthRecords } from './support/it-keeps-health-records.js';
import { expectRefusal } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();

const SLEEP_SESSIONS: KindOfRecord = {
  path: 'sleep-sessions',
  instant: 'startedAt',
  draft: (at) => ({ startedAt: at, endedAt: new Date(Date.parse(at) + 1_800_000).toISOString(), totalSleepSeconds: 1500 }),
  change: { awakeSeconds: 240 },
};

describe('sleep sessions', () => {
  itKeepsHealthRecords(SLEEP_SESSIONS, service);
});

const NIGHT = { startedAt: '2025-03-09T22:00:00Z', endedAt: '2025-03-10T06:00:00Z', totalSleepSeconds: undefined };
const stage = (name: string, from: string, to: string) => ({
  stage: name,
  startedAt: `2025-03-10T${from}Z`,
  endedAt: `2025-03-10T${to}Z`,
});

describe('a sleep session', () => {
  let sessions: Records;
  beforeEach(async () => {
    sessions = await Records.ofSomebody(service(), SLEEP_SESSIONS);
  });

  it('is a night unless it says that it is a nap', async () => {
    expect((await sessions.created()).body.isMainSleep).toBe(true);
    expect((await sessions.created({ isMainSleep: false })).body.isMainSleep).toBe(false);
  });

  it('says how much of the time in bed was sleep', async () => {
    const { body } = await sessions.created({ ...NIGHT, totalSleepSeconds: 26_000 });
    expect(body).toMatchObject({ totalSleepSeconds: 26_000, efficiencyPercent: 90.3, awakeSeconds: null, stages: null });
    const changed = await service().patch(sessions.at(body.id), { totalSleepSeconds: 14_400 });
    expect(changed.body.efficiencyPercent).toBe(50);
  });

  it('may leave the total to light, deep and REM sleep', async () => {
    const parts = { lightSleepSeconds: 14_000, deepSleepSeconds: 5000, remSleepSeconds: 6000 };
    expect((await sessions.created({ ...NIGHT, ...parts })).body).toMatchObject({ ...parts, totalSleepSeconds: 25_000 });
  });

  it('leaves all totals to its stages, in whatever order they come', async () => {
    const stages = [
      stage('rem', '04:00:00', '05:00:00'),
      stage('awake', '00:30:00', '00:40:00'),
      stage('light', '00:40:00', '04:00:00'),
      stage('unknown', '05:00:00', '05:10:00'),
    ];
    const { body } = await sessions.created({ ...NIGHT, stages });
    expect(body).toMatchObject({ awakeSeconds: 600, lightSleepSeconds: 12_000, deepSleepSeconds: 0, remSleepSeconds: 3600 });
    expect(body.totalSleepSeconds).toBe(12_000 + 3600 + 600);
    expect(body.stages.map((one: { stage: string }) => one.stage)).toEqual(['awake', 'light', 'rem', 'unknown']);
    expect((await service().get(sessions.at(body.id))).body).toEqual(body);
  });

  it('adds its stages up without losing parts of seconds', async () => {
    const stages = [stage('light', '00:00:00.000', '00:00:10.500'), stage('deep', '00:00:10.500', '00:00:21.000')];
    const { lightSleepSeconds, deepSleepSeconds, remSleepSeconds, totalSleepSeconds } = (
      await sessions.created({ ...NIGHT, stages })
    ).body;
    expect(totalSleepSeconds).toBe(21);
    expect(lightSleepSeconds + deepSleepSeconds + remSleepSeconds).toBe(totalSleepSeconds);
  });

  it('is the same session when its stages are reported in another order', async () => {
    const stages = [stage('light', '00:00:00', '02:00:00'), stage('deep', '02:00:00', '03:00:00')];
    const reported = { ...NIGHT, source: { name: 'Ring', kind: 'ring' }, externalId: 'abc' };
    await sessions.created({ ...reported, stages });
    const again = await sessions.post({ ...reported, stages: stages.toReversed() });
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"']);
  });

  it('gets its totals anew when a change brings stages, and keeps them when the stages are taken away and nothing else is said', async () => {
    const { body } = await sessions.created({ ...NIGHT, totalSleepSeconds: 26_000, awakeSeconds: 60 });
    const change = (patch: object) => service().patch(sessions.at(body.id), patch);
    const stages = [stage('deep', '00:00:00', '02:00:00')];
    expectRefusal(await change({ stages }), '/stages differs_from_stages');
    expect((await change({ stages, totalSleepSeconds: null, awakeSeconds: null })).body).toMatchObject({
      totalSleepSeconds: 7200,
      awakeSeconds: 0,
    });
    expect((await change({ stages: null })).body).toMatchObject({
      stages: null,
      totalSleepSeconds: 7200,
      deepSleepSeconds: 7200,
    });
    await change({ stages, totalSleepSeconds: null, awakeSeconds: null, lightSleepSeconds: null, remSleepSeconds: null });
    expectRefusal(await change({ stages: null, totalSleepSeconds: null }), '/totalSleepSeconds required');
    const { body: without } = await change({ stages: null, totalSleepSeconds: 7000 });
    expect(without).toMatchObject({ stages: null, totalSleepSeconds: 7000, deepSleepSeconds: null });
  });

  it.each<[string, object, string[]]>([
    ['ends when it starts', { endedAt: '2025-03-09T22:00:00Z', totalSleepSeconds: 0 }, ['/endedAt ends_before_it_starts']],
    ['lasts longer than a day', { endedAt: '2025-03-10T22:00:01Z', totalSleepSeconds: 1 }, ['/endedAt too_long']],
    ['does not say how long the sleep was', {}, ['/totalSleepSeconds required']],
    ['says only two of three parts', { lightSleepSeconds: 1, deepSleepSeconds: 1 }, ['/totalSleepSeconds required']],
    ['has more sleep than time', { totalSleepSeconds: 28_801 }, ['/totalSleepSeconds longer_than_the_session']],
    [
      'has more sleep and waking than time',
      { totalSleepSeconds: 28_000, awakeSeconds: 801 },
      ['/awakeSeconds longer_than_the_session', '/totalSleepSeconds longer_than_the_session'],
    ],
    [
      'has parts longer than itself',
      { lightSleepSeconds: 10_000, deepSleepSeconds: 10_000, remSleepSeconds: 10_000 },
      ['/lightSleepSeconds longer_than_the_session'],
    ],
    [
      'has another total than its parts',
      { totalSleepSeconds: 25_000, lightSleepSeconds: 14_000, deepSleepSeconds: 5000, remSleepSeconds: 6001 },
      ['/totalSleepSeconds differs_from_parts'],
    ],
    [
      'has a part greater than the total',
      { totalSleepSeconds: 5000, deepSleepSeconds: 5001 },
      ['/totalSleepSeconds differs_from_parts'],
    ],
    ['has half a second of sleep', { totalSleepSeconds: 0.5 }, ['/totalSleepSeconds invalid_type']],
    ['has less than no sleep', { totalSleepSeconds: -1 }, ['/totalSleepSeconds too_small']],
    ['has no stage in its stages', { stages: [], totalSleepSeconds: 26_000 }, ['/stages too_short']],
    [
      'has a stage before it starts',
      { stages: [{ ...stage('deep', '00:00:00', '01:00:00'), startedAt: '2025-03-09T21:59:59Z' }] },
      ['/stages outside_the_session'],
    ],
    ['has a stage after it ends', { stages: [stage('deep', '05:00:00', '06:00:00.001')] }, ['/stages outside_the_session']],
    [
      'is in two stages at once',
      { stages: [stage('deep', '01:00:00', '02:00:01'), stage('rem', '02:00:00', '03:00:00')] },
      ['/stages overlap'],
    ],
    [
      'has a stage that ends before it starts',
      { stages: [stage('deep', '02:00:00', '01:00:00')] },
      ['/stages/0/endedAt ends_before_it_starts'],
    ],
    ['has a stage of its own', { stages: [stage('nirvana', '01:00:00', '02:00:00')] }, ['/stages/0/stage not_in_enum']],
    [
      'has a stage without a name',
      { stages: [{ ...stage('deep', '01:00:00', '02:00:00'), stage: undefined }] },
      ['/stages/0/stage required'],
    ],
    [
      'has another total than its stages',
      { totalSleepSeconds: 3599, stages: [stage('deep', '01:00:00', '02:00:00')] },
      ['/stages differs_from_stages'],
    ],
    ['has a list for a stage', { stages: [[stage('deep', '01:00:00', '02:00:00')]] }, ['/stages/0 invalid_type']],
    ['has nothing for a stage', { stages: [null] }, ['/stages/0 invalid_type']],
    ['has text for stages', { stages: 'deep' }, ['/stages invalid_type']],
    ['has a word for the time awake', { totalSleepSeconds: 26_000, awakeSeconds: '600' }, ['/awakeSeconds invalid_type']],
  ])('cannot be one that %s', async (_what, wrong, faults) => {
    expectRefusal(await sessions.post({ ...NIGHT, ...wrong }), ...faults);
    expect(await sessions.instants()).toEqual([]);
  });
});
