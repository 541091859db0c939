import { clock } from '../src/time/clock.js';
import { Service, type Answer } from './support/service.js';

const WATCH = { name: 'Watch', kind: 'watch' };
const PHONE = { name: 'Phone', kind: 'phone' };

const setClock = (instant: string): void => {
  clock.now = () => Date.parse(instant);
};
const startsOf = ({ body }: Answer): string[] => (body.data as { periodStart: string }[]).map(({ periodStart }) => periodStart);

describe('trends', () => {
  const realNow = clock.now;
  let service: Service;
  let userId: string;

  beforeAll(async () => {
    service = await Service.start();
  });
  afterAll(async () => {
    clock.now = realNow;
    await service.stop();
  });
  beforeEach(async () => {
    setClock('2027-01-10T12:00:00Z');
    userId = await service.createUser({ timeZone: 'UTC' });
  });

  async function walk(date: string, amounts: object, source: object = WATCH): Promise<void> {
    const activity = { type: 'walking', startedAt: `${date}T09:00:00Z`, endedAt: `${date}T11:00:00Z`, source, ...amounts };
    const { status } = await service.post(`/v1/users/${userId}/physical-activities`, activity);
    expect(status).toBe(201);
  }
  const list = (query: string): Promise<Answer> => service.get(`/v1/users/${userId}/trends?${query}`);

  it('have one week over New Year, from Monday to Sunday', async () => {
    await walk('2026-12-27', { steps: 900 });
    await walk('2026-12-28', { steps: 1000 });
    await walk('2026-12-31', { steps: 2000 });
    await walk('2027-01-01', { steps: 4000 });
    await walk('2027-01-03', { steps: 4001 });
    await walk('2027-01-04', { steps: 5000 });
    const { status, headers, body } = await list('metric=steps&period=week');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(body).toEqual({
      data: [
        { periodStart: '2027-01-04', periodEnd: '2027-01-10', n: 1, mean: 5000, minimum: 5000, maximum: 5000 },
        { periodStart: '2026-12-28', periodEnd: '2027-01-03', n: 4, mean: 2750.25, minimum: 1000, maximum: 4001 },
        { periodStart: '2026-12-21', periodEnd: '2026-12-27', n: 1, mean: 900, minimum: 900, maximum: 900 },
      ],
      page: { nextCursor: null, hasMore: false },
    });
  });

  it('have months of the calendar', async () => {
    await walk('2026-11-30', { steps: 1 });
    await walk('2026-12-01', { steps: 10 });
    await walk('2026-12-31', { steps: 11 });
    await walk('2027-01-01', { steps: 5 });
    expect((await list('metric=steps&period=month')).body.data).toEqual([
      { periodStart: '2027-01-01', periodEnd: '2027-01-31', n: 1, mean: 5, minimum: 5, maximum: 5 },
      { periodStart: '2026-12-01', periodEnd: '2026-12-31', n: 2, mean: 10.5, minimum: 10, maximum: 11 },
      { periodStart: '2026-11-01', periodEnd: '2026-11-30', n: 1, mean: 1, minimum: 1, maximum: 1 },
    ]);
  });

  it('count the days that have a record of the metric, and of each day one source', async () => {
    await walk('2027-01-04', { steps: 1000, distanceMeters: 10.01 });
    await walk('2027-01-04', { steps: 5000 }, PHONE);
    await walk('2027-01-05', { steps: 0, distanceMeters: 10.02 });
    await walk('2027-01-06', { distanceMeters: 10.02 });
    expect((await list('metric=steps')).body.data).toMatchObject([{ n: 2, mean: 500, minimum: 0, maximum: 1000 }]);
    expect((await list('metric=distanceMeters')).body.data).toMatchObject([
      { n: 3, mean: 10.02, minimum: 10.01, maximum: 10.02 },
    ]);
    expect((await list('metric=activeEnergyKilocalories')).body.data).toEqual([]);
  });

  it('follow every measure', async () => {
    await walk('2027-01-04', { activeEnergyKilocalories: 300.25, moderateSeconds: 1800, vigorousSeconds: 61 });
    const night = { startedAt: '2027-01-04T22:00:00Z', endedAt: '2027-01-05T06:00:00Z', totalSleepSeconds: 25_201 };
    await service.post(`/v1/users/${userId}/sleep-sessions`, night);
    const means = ['activeEnergyKilocalories', 'moderateSeconds', 'vigorousSeconds', 'totalSleepSeconds'].map(
      async (metric) => (await list(`metric=${metric}`)).body.data[0].mean as number,
    );
    expect(await Promise.all(means)).toEqual([300.25, 1800, 61, 25_201]);
  });

  it('go over the last twelve weeks or months by default', async () => {
    for (const date of ['2026-01-31', '2026-02-01', '2026-10-18', '2026-10-19']) await walk(date, { steps: 1000 });
    expect(startsOf(await list('metric=steps'))).toEqual(['2026-10-19']);
    expect(startsOf(await list('metric=steps&period=month'))).toEqual(['2026-10-01', '2026-02-01']);
    expect(startsOf(await list('metric=steps&period=month&to=2026-01-31'))).toEqual(['2026-01-01']);
  });

  it("end today by the user's own local date", async () => {
    userId = await service.createUser({ timeZone: 'Pacific/Auckland' });
    setClock('2027-01-10T12:00:00Z'); // Monday in Auckland
    const soon = { type: 'walking', startedAt: '2027-01-10T11:30:00Z', endedAt: '2027-01-10T11:40:00Z', steps: 100 };
    await service.post(`/v1/users/${userId}/physical-activities`, soon);
    expect(startsOf(await list('metric=steps'))).toEqual(['2027-01-11']);
  });

  it('take only the days between from and to, both included', async () => {
    for (const [day, steps] of [1000, 2000, 3000, 4000].entries()) await walk(`2027-01-0${4 + day}`, { steps });
    const { data } = (await list('metric=steps&from=2027-01-05&to=2027-01-06')).body;
    expect(data).toEqual([
      { periodStart: '2027-01-04', periodEnd: '2027-01-10', n: 2, mean: 2500, minimum: 2000, maximum: 3000 },
    ]);
  });

  it('come page by page', async () => {
    for (const date of ['2026-12-14', '2026-12-21', '2026-12-28']) await walk(date, { steps: 1000 });
    const first = await list('metric=steps&limit=2');
    expect(startsOf(first)).toEqual(['2026-12-28', '2026-12-21']);
    const second = await list(`metric=steps&limit=2&cursor=${first.body.page.nextCursor}`);
    expect(startsOf(second)).toEqual(['2026-12-14']);
    expect(second.body.page).toEqual({ nextCursor: null, hasMore: false });
    expect((await list(`metric=distanceMeters&limit=2&cursor=${first.body.page.nextCursor}`)).body.code).toBe('invalid_cursor');
  });

  it('go over three years at most', async () => {
    expect((await list('metric=steps&from=2024-01-11&to=2027-01-10')).status).toBe(200);
    const { status, body } = await list('metric=steps&from=2024-01-10');
    expect([status, body.errors]).toMatchObject([400, [{ parameter: 'from', code: 'range_too_long' }]]);
  });

  it.each(['', 'metric=weight', 'metric=steps&period=day', 'metric=steps&from=yesterday', 'metric=steps&step=1'])(
    'refuse ?%s',
    async (query) => {
      expect((await list(query)).status).toBe(400);
    },
  );

  it.each([
    'metric=steps&from=9999-12-01&to=9999-12-31',
    'metric=steps&to=1900-01-01',
    'metric=steps&period=month&to=9999-12-31',
  ])('are empty at the ends of the calendar: ?%s', async (query) => {
    expect((await list(query)).body.data).toEqual([]);
  });

  it('are not there for a user who is not', async () => {
    expect((await service.get('/v1/users/01890000-0000-7000-8000-000000000000/trends?metric=steps')).status).toBe(404);
  });
});
