import { storedTotals } from './support/daily-totals.js';
import { useService } from './support/use-service.js';

const service = useService();

interface Recorded {
  id: string;
  localDate: string;
  timeZone: string;
}

async function record(kind: string, userId: string, said: object): Promise<Recorded> {
  const { status, body } = await service().post(`/v1/users/${userId}/${kind}`, said);
  if (status !== 201) throw new Error(`not recorded: ${JSON.stringify(body)}`);
  return body as Recorded;
}
const walk = (userId: string, said: object): Promise<Recorded> =>
  record('physical-activities', userId, { type: 'walking', ...said });
const sleep = (userId: string, said: object): Promise<Recorded> =>
  record('sleep-sessions', userId, { totalSleepSeconds: 3600, ...said });

async function stepsByDay(userId: string): Promise<Record<string, number>> {
  return Object.fromEntries((await storedTotals(service(), userId)).map(({ day, steps }) => [day, steps[1]]));
}

describe('an activity belongs to the local day on which it started, and gives each of its days a share of its totals', () => {
  it.each<[string, string, string, string, number, Record<string, number>]>([
    ['within a day', 'Europe/Berlin', '2025-03-10T08:00+01:00', '2025-03-10T09:00+01:00', 900, { '2025-03-10': 900 }],
    [
      'over midnight',
      'Europe/Berlin',
      '2025-03-10T23:30+01:00',
      '2025-03-11T01:00+01:00',
      900,
      { '2025-03-10': 300, '2025-03-11': 600 },
    ],
    ['until midnight', 'Europe/Berlin', '2025-03-10T23:00+01:00', '2025-03-11T00:00+01:00', 900, { '2025-03-10': 900 }],
    ['from midnight', 'Europe/Berlin', '2025-03-11T00:00+01:00', '2025-03-11T01:00+01:00', 900, { '2025-03-11': 900 }],
    ['in a moment', 'Europe/Berlin', '2025-03-11T00:00+01:00', '2025-03-11T00:00+01:00', 900, { '2025-03-11': 900 }],
    [
      'over two midnights, in whole steps',
      'Europe/Berlin',
      '2025-03-10T12:00+01:00',
      '2025-03-12T12:00+01:00',
      7,
      { '2025-03-10': 1, '2025-03-11': 4, '2025-03-12': 2 },
    ],
    [
      'into a night that is an hour shorter',
      'Europe/Berlin',
      '2025-03-29T23:30+01:00',
      '2025-03-30T03:30+02:00',
      600,
      { '2025-03-29': 100, '2025-03-30': 500 },
    ],
    [
      'into a night that is an hour longer',
      'Europe/Berlin',
      '2025-10-25T23:30+02:00',
      '2025-10-26T04:00+01:00',
      1100,
      { '2025-10-25': 100, '2025-10-26': 1000 },
    ],
    [
      'over a day of 25 hours',
      'America/New_York',
      '2025-11-02T00:00-04:00',
      '2025-11-03T00:00-05:00',
      2500,
      { '2025-11-02': 2500 },
    ],
    [
      'over a day of 23 hours',
      'America/New_York',
      '2025-03-09T00:00-05:00',
      '2025-03-10T00:00-04:00',
      2300,
      { '2025-03-09': 2300 },
    ],
    [
      'half an hour from UTC',
      'Asia/Kolkata',
      '2025-03-10T18:00Z',
      '2025-03-10T19:00Z',
      400,
      { '2025-03-10': 200, '2025-03-11': 200 },
    ],
    [
      'three quarters from UTC',
      'Asia/Kathmandu',
      '2025-03-10T18:00Z',
      '2025-03-10T19:00Z',
      400,
      { '2025-03-10': 100, '2025-03-11': 300 },
    ],
    [
      'three quarters from UTC, in summer',
      'Pacific/Chatham',
      '2025-01-10T10:00Z',
      '2025-01-10T11:00Z',
      400,
      { '2025-01-10': 100, '2025-01-11': 300 },
    ],
    ['14 hours ahead of UTC', 'Pacific/Kiritimati', '2025-03-10T10:00Z', '2025-03-10T11:00Z', 400, { '2025-03-11': 400 }],
    [
      '12 hours behind UTC',
      'Etc/GMT+12',
      '2025-03-10T11:00Z',
      '2025-03-10T13:00Z',
      400,
      { '2025-03-09': 200, '2025-03-10': 200 },
    ],
    [
      'over the day that Samoa left out',
      'Pacific/Apia',
      '2011-12-29T23:00-10:00',
      '2011-12-31T01:00+14:00',
      400,
      { '2011-12-29': 200, '2011-12-31': 200 },
    ],
    ['over New Year', 'Asia/Tokyo', '2024-12-31T14:00Z', '2024-12-31T16:00Z', 401, { '2024-12-31': 200, '2025-01-01': 201 }],
  ])('%s (%s)', async (_what, timeZone, start, end, steps, expected) => {
    const userId = await service().createUser();
    const [startedAt, endedAt] = [start, end].map((text) => text.replace(/(T\d\d:\d\d)/, '$1:00'));
    const { localDate } = await walk(userId, { timeZone, startedAt, endedAt, steps });
    expect(localDate).toBe(Object.keys(expected)[0]);
    expect(await stepsByDay(userId)).toEqual(expected);
  });

  it('in every total, of which nothing gets lost', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    await walk(userId, {
      startedAt: '2025-03-10T23:40:00+01:00',
      endedAt: '2025-03-11T00:40:00+01:00',
      steps: 1000,
      distanceMeters: 100.01,
      activeEnergyKilocalories: 50.05,
      moderateSeconds: 1001,
      vigorousSeconds: 2,
    });
    expect(await storedTotals(service(), userId)).toEqual([
      {
        day: '2025-03-10',
        source: 'manual manual',
        activities: 1,
        steps: [1, 333],
        intensity: [1, 333, 0],
        centimeters: [1, 3333],
        centikilocalories: [1, 1668],
        asleepSeconds: [0, 0],
      },
      {
        day: '2025-03-11',
        source: 'manual manual',
        activities: 1,
        steps: [1, 667],
        intensity: [1, 668, 2],
        centimeters: [1, 6668],
        centikilocalories: [1, 3337],
        asleepSeconds: [0, 0],
      },
    ]);
  });
});

describe('a sleep session belongs to the local day of waking', () => {
  it.each([
    ['a night', 'Europe/Berlin', '2025-03-10T23:00:00+01:00', '2025-03-11T07:00:00+01:00', '2025-03-11'],
    ['a nap', 'Europe/Berlin', '2025-03-10T13:00:00+01:00', '2025-03-10T14:00:00+01:00', '2025-03-10'],
    ['the night of New Year', 'Asia/Tokyo', '2024-12-31T23:00:00+09:00', '2025-01-01T08:00:00+09:00', '2025-01-01'],
    ['a night that ends at midnight', 'Europe/Berlin', '2025-03-10T20:00:00+01:00', '2025-03-11T00:00:00+01:00', '2025-03-11'],
    [
      'a night that ends just before',
      'Europe/Berlin',
      '2025-03-10T20:00:00+01:00',
      '2025-03-10T23:59:59.999+01:00',
      '2025-03-10',
    ],
    ['the night of the shorter day', 'Europe/Berlin', '2025-03-29T23:00:00+01:00', '2025-03-30T07:00:00+02:00', '2025-03-30'],
    ['the night of the longer day', 'Europe/Berlin', '2025-10-25T23:00:00+02:00', '2025-10-26T07:00:00+01:00', '2025-10-26'],
    ['a night 14 hours ahead of UTC', 'Pacific/Kiritimati', '2025-03-10T09:00:00Z', '2025-03-10T17:00:00Z', '2025-03-11'],
    ['a night 12 hours behind UTC', 'Etc/GMT+12', '2025-03-11T03:00:00Z', '2025-03-11T11:00:00Z', '2025-03-10'],
    ['a night three quarters from UTC', 'Asia/Kathmandu', '2025-03-10T11:00:00Z', '2025-03-10T18:15:00Z', '2025-03-11'],
  ])('%s (%s)', async (_what, timeZone, startedAt, endedAt, expected) => {
    const userId = await service().createUser();
    expect((await sleep(userId, { timeZone, startedAt, endedAt })).localDate).toBe(expected);
    const totals = await storedTotals(service(), userId);
    expect(totals.map(({ day, asleepSeconds }) => [day, asleepSeconds])).toEqual([[expected, [1, 3600]]]);
  });

  it('and lasts seven hours from eleven to seven when clocks go forward, nine when they go back', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const spring = { startedAt: '2025-03-29T23:00:00+01:00', endedAt: '2025-03-30T07:00:00+02:00' };
    const autumn = { startedAt: '2025-10-25T23:00:00+02:00', endedAt: '2025-10-26T07:00:00+01:00' };
    await sleep(userId, { ...spring, totalSleepSeconds: 7 * 3600 });
    await sleep(userId, { ...autumn, totalSleepSeconds: 9 * 3600 });
    await expect(sleep(userId, { ...spring, totalSleepSeconds: 7 * 3600 + 1 })).rejects.toThrow('longer_than_the_session');
  });
});

describe('a traveller', () => {
  const NOON = { startedAt: '2025-03-10T12:00:00Z', endedAt: '2025-03-10T12:30:00Z' };

  it('has the day of the place in which each record was made', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const dates = [];
    for (const timeZone of [undefined, 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      dates.push((await walk(userId, { ...NOON, timeZone, steps: 100 })).localDate);
    }
    expect(dates).toEqual(['2025-03-10', '2025-03-11', '2025-03-10']);
    expect(await stepsByDay(userId)).toEqual({ '2025-03-10': 200, '2025-03-11': 100 });
  });

  it('wakes in the zone of the record, whatever the offsets say', async () => {
    const userId = await service().createUser({ timeZone: 'America/Los_Angeles' });
    const overThePacific = {
      startedAt: '2025-03-10T22:00:00-07:00',
      endedAt: '2025-03-11T07:00:00-07:00',
      timeZone: 'Asia/Tokyo',
    };
    expect((await sleep(userId, overThePacific)).localDate).toBe('2025-03-11');
    const home = { ...overThePacific, endedAt: '2025-03-11T06:00:00Z', timeZone: undefined };
    expect((await sleep(userId, home)).localDate).toBe('2025-03-10');
  });

  it('does not rewrite history by moving', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const path = `/v1/users/${userId}/physical-activities`;
    const evening = { startedAt: '2025-03-10T22:00:00Z', endedAt: '2025-03-10T22:30:00Z', steps: 100 };
    const reported = { ...evening, source: { name: 'Band 4', kind: 'watch' }, externalId: 'abc' };
    const [before, known] = [await walk(userId, evening), await walk(userId, reported)];
    const totals = await storedTotals(service(), userId);
    await service().patch(`/v1/users/${userId}`, { timeZone: 'Asia/Tokyo' });

    expect((await service().get(`${path}/${before.id}`)).body).toEqual(before);
    expect(await storedTotals(service(), userId)).toEqual(totals);
    const { body: changed } = await service().patch(`${path}/${before.id}`, { distanceMeters: 80 });
    expect(changed).toMatchObject({ timeZone: 'Europe/Berlin', localDate: '2025-03-10' });
    const again = await service().post(path, { type: 'walking', ...reported });
    expect([again.status, again.body]).toEqual([200, known]);
    expect(await walk(userId, evening)).toMatchObject({ timeZone: 'Asia/Tokyo', localDate: '2025-03-11' });
  });

  it('may say later where a record was made', async () => {
    const userId = await service().createUser();
    const { id } = await walk(userId, { ...NOON, steps: 100 });
    const { body } = await service().patch(`/v1/users/${userId}/physical-activities/${id}`, { timeZone: 'Pacific/Kiritimati' });
    expect(body.localDate).toBe('2025-03-11');
    expect(await stepsByDay(userId)).toEqual({ '2025-03-11': 100 });
  });
});
