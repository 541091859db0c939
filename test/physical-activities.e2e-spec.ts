import { Records, type KindOfRecord } from './support/health-records/records.js';
import { itKeepsHealthRecords } from './support/it-keeps-health-records.js';
import { expectProblem, expectRefusal, faultsIn } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();

const PHYSICAL_ACTIVITIES: KindOfRecord = {
  path: 'physical-activities',
  instant: 'startedAt',
  draft: (at) => ({ type: 'walking', startedAt: at, endedAt: new Date(Date.parse(at) + 1_800_000).toISOString() }),
  change: { steps: 3210 },
};

describe('physical activities', () => {
  itKeepsHealthRecords(PHYSICAL_ACTIVITIES, service);
});

describe('a physical activity', () => {
  let activities: Records;
  beforeEach(async () => {
    activities = await Records.ofSomebody(service(), PHYSICAL_ACTIVITIES);
  });

  it('says all that can be said of one', async () => {
    const said = {
      type: 'high_intensity_interval_training',
      steps: 4021,
      distanceMeters: 3100.25,
      activeEnergyKilocalories: 412.5,
      moderateSeconds: 600,
      vigorousSeconds: 1200,
      averageHeartRateBpm: 151.5,
      maxHeartRateBpm: 188,
    };
    expect((await activities.created(said)).body).toMatchObject(said);
  });

  it('keeps as many decimals as it answers, and takes finer ones as the same', async () => {
    const reported = {
      source: { name: 'Band 4', kind: 'watch' },
      externalId: 'abc',
      distanceMeters: 1234.567,
      averageHeartRateBpm: 99.96,
    };
    const { body } = await activities.created(reported);
    expect(body).toMatchObject({ distanceMeters: 1234.57, averageHeartRateBpm: 100 });
    expect((await service().get(activities.at(body.id))).body).toEqual(body);
    expect((await activities.post(reported)).headers.get('etag')).toBe('"1"');
  });

  it('may be over in the moment in which it starts, and may last a week', async () => {
    const [startedAt, aWeekLater] = ['2025-03-10T12:00:00Z', '2025-03-17T12:00:00Z'];
    await activities.created({ startedAt, endedAt: startedAt });
    await activities.created({
      startedAt,
      endedAt: aWeekLater,
      steps: 200_000,
      moderateSeconds: 302_400,
      vigorousSeconds: 302_400,
    });
  });

  it.each<[string, object, string[]]>([
    ['ends before it starts', { endedAt: '2025-03-10T11:59:59.999Z' }, ['/endedAt ends_before_it_starts']],
    ['lasts longer than a week', { endedAt: '2025-03-17T12:00:00.001Z' }, ['/endedAt too_long']],
    ['is of no known type', { type: 'teleportation' }, ['/type not_in_enum']],
    ['has a thousand million steps', { steps: 1e9 }, ['/steps too_large']],
    ['goes backwards', { steps: -1, distanceMeters: -0.5 }, ['/steps too_small', '/distanceMeters too_small']],
    ['has half a step', { steps: 0.5 }, ['/steps invalid_type']],
    ['has steps in words', { steps: '100' }, ['/steps invalid_type']],
    ['is of infinite length', { distanceMeters: 2_000_001 }, ['/distanceMeters too_large']],
    [
      'is intense for longer than it lasts',
      { moderateSeconds: 900, vigorousSeconds: 901 },
      ['/moderateSeconds longer_than_the_activity', '/vigorousSeconds longer_than_the_activity'],
    ],
    [
      'has its greatest heart rate below the average',
      { averageHeartRateBpm: 120, maxHeartRateBpm: 119.9 },
      ['/maxHeartRateBpm less_than_the_average'],
    ],
    ['has a heart of a shrew', { averageHeartRateBpm: 835 }, ['/averageHeartRateBpm too_large']],
  ])('cannot be one that %s', async (_what, wrong, faults) => {
    expectRefusal(await activities.post(wrong), ...faults);
    expect(await activities.instants()).toEqual([]);
  });

  it('is refused for what is wrong, and for nothing that only follows from it', async () => {
    const wrong = { moderateSeconds: '5', vigorousSeconds: 60, averageHeartRateBpm: 'fast', maxHeartRateBpm: 150 };
    expectRefusal(await activities.post(wrong), '/moderateSeconds invalid_type', '/averageHeartRateBpm invalid_type');
    expectRefusal(await activities.post({ endedAt: 'later', steps: 1 }), '/endedAt invalid_format');
    expectRefusal(await service().post(activities.path, {}), '/type required', '/startedAt required', '/endedAt required');
  });

  it('cannot become impossible by a change that looks possible', async () => {
    const { body } = await activities.created({ moderateSeconds: 1800, averageHeartRateBpm: 120 });
    const change = (patch: object) => service().patch(activities.at(body.id), patch);
    expectRefusal(
      await change({ endedAt: '2025-03-10T11:00:00Z' }),
      '/endedAt ends_before_it_starts',
      '/moderateSeconds longer_than_the_activity',
    );
    expectRefusal(
      await change({ vigorousSeconds: 1 }),
      '/moderateSeconds longer_than_the_activity',
      '/vigorousSeconds longer_than_the_activity',
    );
    expectRefusal(await change({ maxHeartRateBpm: 100 }), '/maxHeartRateBpm less_than_the_average');
    expect((await service().get(activities.at(body.id))).body).toEqual(body);
  });

  it('is listed by its type', async () => {
    for (const type of ['walking', 'running', 'yoga', 'running']) await activities.created({ type });
    const types = async (query: string): Promise<string[]> => {
      const { body } = await service().get(`${activities.path}?${query}`);
      return (body.data as { type: string }[]).map(({ type }) => type).toSorted();
    };
    expect(await types('type=running')).toEqual(['running', 'running']);
    expect(await types('type=walking,running')).toEqual(['running', 'running', 'walking']);
    expect(await types('type=yoga&type=walking')).toEqual(['walking', 'yoga']);
    const answer = await activities.list({ type: 'walking,flying' });
    expectProblem(answer, 400);
    expect(faultsIn(answer)).toEqual(['type not_in_enum']);
    const { body } = await activities.list({ type: 'running', limit: '1' });
    expect((await activities.list({ type: 'running', cursor: body.page.nextCursor })).body.data).toHaveLength(1);
    expectProblem(await activities.list({ type: 'walking', cursor: body.page.nextCursor }), 400, 'invalid_cursor');
  });
});
