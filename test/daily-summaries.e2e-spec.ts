import { clock } from '../src/time/clock.js';
import { Service, type Answer } from './support/service.js';

const WATCH = { name: 'Watch 7', kind: 'watch' };
const RING = { name: 'Ring', kind: 'ring' };
const PHONE = { name: 'Phone', kind: 'phone' };
const BY_HAND = { name: 'manual', kind: 'manual' };

const sourcesOf = (day: { sources: { source: { name: string }; countsFor: string[] }[] }): Record<string, string[]> =>
  Object.fromEntries(day.sources.map(({ source, countsFor }) => [source.name, countsFor]));
const datesOf = ({ body }: Answer): string[] => (body.data as { localDate: string }[]).map(({ localDate }) => localDate);

describe('daily summaries', () => {
  const realNow = clock.now;
  let service: Service;
  let userId: string;
  let path: string;

  beforeAll(async () => {
    clock.now = () => Date.parse('2026-12-01T12:00:00Z');
    service = await Service.start();
  });
  afterAll(async () => {
    clock.now = realNow;
    await service.stop();
  });
  beforeEach(async () => {
    userId = await service.createUser({ timeZone: 'Europe/Berlin' });
    path = `/v1/users/${userId}`;
  });

  async function record(kind: string, body: object): Promise<string> {
    const { status, body: stored } = await service.post(`${path}/${kind}`, body);
    expect(status).toBe(201);
    return stored.id as string;
  }
  const walk = (date: string, source: object, amounts: object): Promise<string> =>
    record('physical-activities', {
      type: 'walking',
      startedAt: `${date}T09:00:00+01:00`,
      endedAt: `${date}T11:00:00+01:00`,
      source,
      ...amounts,
    });
  const night = (date: string, source: object, totalSleepSeconds: number, hours = ['00', '08']): Promise<string> =>
    record('sleep-sessions', {
      startedAt: `${date}T${hours[0]}:00:00+01:00`,
      endedAt: `${date}T${hours[1]}:00:00+01:00`,
      source,
      totalSleepSeconds,
    });
  const list = (query = ''): Promise<Answer> => service.get(`${path}/daily-summaries${query}`);

  it('tell the one source of a day in all its measures', async () => {
    await walk('2026-11-02', WATCH, {
      steps: 8421,
      distanceMeters: 6120.55,
      activeEnergyKilocalories: 412.25,
      moderateSeconds: 1800,
      vigorousSeconds: 600,
    });
    await night('2026-11-02', WATCH, 26_100);
    const { status, headers, body } = await list();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const measures = {
      steps: 8421,
      distanceMeters: 6120.55,
      activeEnergyKilocalories: 412.25,
      moderateSeconds: 1800,
      vigorousSeconds: 600,
      totalSleepSeconds: 26_100,
    };
    const countsFor = ['steps', 'intensity', 'sleep', 'distance', 'energy'];
    expect(body).toEqual({
      data: [
        {
          localDate: '2026-11-02',
          ...measures,
          validForScore: { steps: true, sleep: true },
          sources: [{ source: WATCH, activityCount: 1, sleepSessionCount: 1, ...measures, countsFor }],
        },
      ],
      page: { nextCursor: null, hasMore: false },
    });
  });

  it('never add a phone and a watch together, and show both', async () => {
    await walk('2026-11-02', WATCH, { steps: 8000, distanceMeters: 5000 });
    await walk('2026-11-02', PHONE, { steps: 9000, activeEnergyKilocalories: 300 });
    const [day] = (await list()).body.data;
    expect(day).toMatchObject({ steps: 8000, distanceMeters: 5000, activeEnergyKilocalories: 300 });
    expect(sourcesOf(day)).toEqual({ 'Watch 7': ['steps', 'distance'], Phone: ['energy'] });
    expect(day.sources.map(({ steps }: { steps: number }) => steps).toSorted()).toEqual([8000, 9000]);
  });

  it('add up the records of one source', async () => {
    await walk('2026-11-02', WATCH, { steps: 3000 });
    await walk('2026-11-02', WATCH, { steps: 4000 });
    const [day] = (await list()).body.data;
    expect(day).toMatchObject({ steps: 7000, sources: [{ activityCount: 2, steps: 7000 }] });
  });

  it('believe what is entered by hand before the watch, even when it is less', async () => {
    await walk('2026-11-02', WATCH, { steps: 8000, moderateSeconds: 1200 });
    await walk('2026-11-02', BY_HAND, { steps: 500 });
    const [day] = (await list()).body.data;
    expect(day).toMatchObject({ steps: 500, moderateSeconds: 1200 });
    expect(sourcesOf(day)).toEqual({ 'Watch 7': ['intensity'], manual: ['steps'] });
  });

  it('between ring and watch believe the larger total', async () => {
    await walk('2026-11-02', WATCH, { steps: 8000 });
    await walk('2026-11-02', RING, { steps: 8001 });
    await night('2026-11-02', WATCH, 27_000);
    await night('2026-11-02', RING, 25_000);
    const [day] = (await list()).body.data;
    expect(day).toMatchObject({ steps: 8001, totalSleepSeconds: 27_000 });
    expect(sourcesOf(day)).toEqual({ Ring: ['steps'], 'Watch 7': ['sleep'] });
  });

  it('put the sources that count first', async () => {
    await walk('2026-11-02', { name: 'A phone', kind: 'phone' }, { steps: 1 });
    await walk('2026-11-02', WATCH, { steps: 2 });
    const [day] = (await list()).body.data;
    expect(day.sources.map(({ source }: { source: object }) => source)).toEqual([WATCH, { name: 'A phone', kind: 'phone' }]);
  });

  it('say null where there is no record, and zero where zero is recorded', async () => {
    await walk('2026-11-02', WATCH, { steps: 0, vigorousSeconds: 60 });
    const [day] = (await list()).body.data;
    expect(day).toMatchObject({ steps: 0, distanceMeters: null, activeEnergyKilocalories: null, totalSleepSeconds: null });
    expect(day).toMatchObject({ moderateSeconds: 0, vigorousSeconds: 60 });
  });

  it.each([
    [99, 7199, false, false],
    [100, 7200, true, true],
    [100_000, 64_800, true, true],
    [100_001, 64_801, false, false],
  ])(
    'of %d steps and %d seconds asleep say whether they are valid for the score',
    async (steps, asleep, stepsAreValid, sleepIsValid) => {
      await walk('2026-11-02', WATCH, { steps });
      await night('2026-11-02', WATCH, asleep, ['00', '19']);
      const [day] = (await list()).body.data;
      expect(day.validForScore).toEqual({ steps: stepsAreValid, sleep: sleepIsValid });
    },
  );

  it('have no valid total where there is none', async () => {
    await walk('2026-11-02', WATCH, { distanceMeters: 1 });
    expect((await list()).body.data[0].validForScore).toEqual({ steps: false, sleep: false });
  });

  it('give sleep to the day of waking, and split an activity at local midnight', async () => {
    await record('sleep-sessions', {
      startedAt: '2026-11-01T23:00:00+01:00',
      endedAt: '2026-11-02T06:00:00+01:00',
      totalSleepSeconds: 24_000,
    });
    await record('physical-activities', {
      type: 'walking',
      startedAt: '2026-11-02T23:00:00+01:00',
      endedAt: '2026-11-03T02:00:00+01:00',
      steps: 3001,
    });
    const { data } = (await list()).body;
    expect(data).toMatchObject([
      { localDate: '2026-11-03', steps: 2001, totalSleepSeconds: null, sources: [{ activityCount: 1 }] },
      { localDate: '2026-11-02', steps: 1000, totalSleepSeconds: 24_000, sources: [{ activityCount: 1, sleepSessionCount: 1 }] },
    ]);
  });

  it('follow a correction and a deletion; a day with nothing left is absent', async () => {
    const phone = await walk('2026-11-02', PHONE, { steps: 7000 });
    const watch = await walk('2026-11-02', WATCH, { steps: 8000 });
    await service.patch(`${path}/physical-activities/${watch}`, { steps: 8100 });
    expect((await list()).body.data[0].steps).toBe(8100);
    await service.delete(`${path}/physical-activities/${watch}`);
    const [day] = (await list()).body.data;
    expect([day.steps, sourcesOf(day)]).toEqual([7000, { Phone: ['steps'] }]);
    await service.delete(`${path}/physical-activities/${phone}`);
    expect((await list()).body.data).toEqual([]);
  });

  describe('over many days', () => {
    beforeEach(async () => {
      for (const date of ['2026-10-31', '2026-11-01', '2026-11-03', '2026-11-30', '2026-12-01']) {
        await walk(date, WATCH, { steps: 1000 });
        await walk(date, PHONE, { steps: 900 });
      }
    });

    it('come latest first, without the empty days', async () => {
      expect(datesOf(await list())).toEqual(['2026-12-01', '2026-11-30', '2026-11-03', '2026-11-01', '2026-10-31']);
    });

    it('are bounded by local dates, both included', async () => {
      expect(datesOf(await list('?from=2026-11-01&to=2026-11-30'))).toEqual(['2026-11-30', '2026-11-03', '2026-11-01']);
      expect(datesOf(await list('?to=2026-11-01'))).toEqual(['2026-11-01', '2026-10-31']);
      expect(datesOf(await list('?from=2026-12-02'))).toEqual([]);
      expect(datesOf(await list('?from=2026-12-01&to=2026-11-01'))).toEqual([]);
      expect(datesOf(await list('?from=1900-01-01&to=9999-12-31'))).toHaveLength(5);
    });

    it('come page by page, whole days each', async () => {
      const first = await list('?from=2026-11-01&limit=2');
      expect(datesOf(first)).toEqual(['2026-12-01', '2026-11-30']);
      expect(first.body.page.hasMore).toBe(true);
      const next = /<(.*)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
      const second = await service.get(next);
      expect(datesOf(second)).toEqual(['2026-11-03', '2026-11-01']);
      expect(second.body.data[1].sources).toHaveLength(2);
      expect(second.body.page).toEqual({ nextCursor: null, hasMore: false });
      const elsewhere = await list(`?cursor=${first.body.page.nextCursor}`);
      expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'invalid_cursor']);
    });
  });

  it('tell at most a hundred sources of a day, those that count among them', async () => {
    for (let number = 0; number < 101; number++)
      await walk('2026-11-02', { name: `Other ${number}`, kind: 'other' }, { steps: 1000 + number });
    const [day] = (await list()).body.data;
    expect(day.sources).toHaveLength(100);
    expect([day.steps, day.sources[0].source.name]).toEqual([1100, 'Other 100']);
  });

  it('hide one user from another', async () => {
    await walk('2026-11-02', WATCH, { steps: 8000 });
    const other = await service.createUser();
    expect((await service.get(`/v1/users/${other}/daily-summaries`)).body.data).toEqual([]);
  });

  it('are not there for a user who is not', async () => {
    const { status, body } = await service.get('/v1/users/01890000-0000-7000-8000-000000000000/daily-summaries');
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  it.each(['from=2026-02-30', 'to=2026-11-01T00:00:00Z', 'limit=0', 'limit=201', 'cursor=x', 'day=2026-11-01'])(
    'refuse ?%s',
    async (query) => {
      expect((await list(`?${query}`)).status).toBe(400);
    },
  );
});
