import { RollOverService } from '../src/population/roll-over.service.js';
import { storedTotals } from './support/daily-totals.js';
import { useMovableClock } from './support/movable-clock.js';
import { recomputedFigures, storedFigures } from './support/recomputed-figures.js';
import { recomputed } from './support/recomputed-totals.js';
import { RestlessWriter } from './support/restless-writer.js';
import { useService } from './support/use-service.js';

const service = useService();
const itIs = useMovableClock();
const NOW = '2025-11-20T12:00:00Z'; // within 40 days the clocks have changed in Europe and in Newfoundland
beforeEach(() => itIs(NOW));

interface StateRow {
  asOf: string;
  rollsAt: string;
  version: number;
}

async function stateOf(userId: string): Promise<StateRow> {
  const [state] = await service().dataSource.query<[StateRow]>(
    `SELECT as_of::text AS "asOf", to_char(rolls_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "rollsAt", version::int
    FROM user_states WHERE user_id = $1`,
    [userId],
  );
  return state;
}

/** What is stored must be what the records say, on the day that it is for the user. */
async function expectExact(userId: string, today: string): Promise<void> {
  const expected = await recomputed(service(), userId);
  expect(await storedTotals(service(), userId)).toEqual(expected);
  expect(await storedFigures(service(), userId)).toEqual(recomputedFigures(expected, today));
  expect((await stateOf(userId)).asOf).toBe(today);
}

describe('daily totals and figures', () => {
  it('are what the records say, whatever is done to them', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const writer = new RestlessWriter(service(), userId, NOW, 1);
    for (let round = 0; round < 4; round += 1) {
      await writer.write(20);
      await expectExact(userId, '2025-11-20');
    }
    expect((await storedFigures(service(), userId)).map(({ metric }) => metric)).toEqual(['asleep', 'mvpa', 'sleep', 'steps']);
    await writer.deleteAll();
    expect([await storedTotals(service(), userId), await storedFigures(service(), userId)]).toEqual([[], []]);
  });

  it('lose nothing when sixteen devices of one person write at once, and refuse none of them', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const writers = Array.from({ length: 16 }, (_, seed) => new RestlessWriter(service(), userId, NOW, seed));
    await Promise.all(writers.map((writer) => writer.write(6)));
    await expectExact(userId, '2025-11-20');
    const writes = writers.reduce((sum, writer) => sum + writer.writes, 0);
    expect((await stateOf(userId)).version).toBe(1 + writes);
    await Promise.all(writers.map((writer) => writer.deleteAll()));
    expect([await storedTotals(service(), userId), await storedFigures(service(), userId)]).toEqual([[], []]);
  });

  it('of one person do not move when another writes', async () => {
    const [mine, other] = [await service().createUser(), await service().createUser()];
    await new RestlessWriter(service(), mine, NOW, 2).write(10);
    const before = await storedTotals(service(), mine);
    await new RestlessWriter(service(), other, NOW, 3).write(10);
    expect(await storedTotals(service(), mine)).toEqual(before);
    await expectExact(other, '2025-11-20');
  });
});

describe('a day', () => {
  const WATCH = { name: 'Band 4', kind: 'watch' };
  let userId: string;
  let path: string;
  beforeEach(async () => {
    userId = await service().createUser();
    path = `/v1/users/${userId}/physical-activities`;
  });
  const walk = async (steps: number): Promise<string> => {
    const said = { type: 'walking', startedAt: '2025-11-10T12:00:00Z', endedAt: '2025-11-10T13:00:00Z', source: WATCH, steps };
    return `${path}/${(await service().post(path, said)).body.id}`;
  };
  const days = async () => (await storedTotals(service(), userId)).map(({ day, source, steps }) => [day, source, ...steps]);

  it.each<[string, object, object, unknown[]]>([
    [
      'another day',
      { startedAt: '2025-11-12T12:00:00Z', endedAt: '2025-11-12T13:00:00Z' },
      { startedAt: '2025-11-10T12:00:00Z', endedAt: '2025-11-10T13:00:00Z' },
      ['2025-11-12', 'watch Band 4', 1, 700],
    ],
    ['another source', { source: { name: 'Pocket', kind: 'phone' } }, { source: WATCH }, ['2025-11-10', 'phone Pocket', 1, 700]],
    ['a source of another kind', { source: { kind: 'other' } }, { source: WATCH }, ['2025-11-10', 'other Band 4', 1, 700]],
    ['another zone', { timeZone: 'Pacific/Kiritimati' }, { timeZone: 'UTC' }, ['2025-11-11', 'watch Band 4', 1, 700]],
  ])('is as it was when a record moves to %s and back', async (_what, away, back, there) => {
    await walk(300);
    const moving = await walk(700);
    const before = await storedTotals(service(), userId);
    await service().patch(moving, away);
    expect(await days()).toEqual(expect.arrayContaining([['2025-11-10', 'watch Band 4', 1, 300], there]));
    await service().patch(moving, back);
    expect(await storedTotals(service(), userId)).toEqual(before);
  });

  it('is gone with its only record, and comes back with it', async () => {
    const only = await walk(700);
    await service().patch(only, { startedAt: '2025-11-11T12:00:00Z', endedAt: '2025-11-11T13:00:00Z' });
    expect(await days()).toEqual([['2025-11-11', 'watch Band 4', 1, 700]]);
    await service().patch(only, { startedAt: '2025-11-10T12:00:00Z', endedAt: '2025-11-10T13:00:00Z', steps: null });
    expect(await days()).toEqual([['2025-11-10', 'watch Band 4', 0, 0]]);
    await service().delete(only);
    expect(await days()).toEqual([]);
  });

  it('has the record that a source reports again once', async () => {
    const said = {
      type: 'walking',
      startedAt: '2025-11-10T12:00:00Z',
      endedAt: '2025-11-10T13:00:00Z',
      source: WATCH,
      externalId: 'abc',
    };
    for (const steps of [700, 700, 800]) await service().post(path, { ...said, steps });
    expect(await days()).toEqual([['2025-11-10', 'watch Band 4', 1, 800]]);
  });
});

describe('at local midnight', () => {
  it.each([
    ['Pacific/Auckland', 'shorter', '2025-09-28', '2025-09-27T12:00:00Z', '2025-09-28T11:00:00Z', '2025-09-29T11:00:00Z'],
    ['America/St_Johns', 'longer', '2025-11-02', '2025-11-02T02:30:00Z', '2025-11-03T03:30:00Z', '2025-11-04T03:30:00Z'],
    ['Europe/Berlin', 'longer', '2025-10-26', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z', '2025-10-27T23:00:00Z'],
    ['Asia/Kathmandu', 'common', '2025-10-26', '2025-10-25T18:15:00Z', '2025-10-26T18:15:00Z', '2025-10-27T18:15:00Z'],
  ])('in %s, after a %s day, the window of days goes on', async (timeZone, _length, day, begins, ends, nextEnds) => {
    const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
    const rollDue = () => service().app.get(RollOverService).rollDue();
    itIs(begins);
    const userId = await service().createUser({ timeZone });
    await new RestlessWriter(service(), userId, begins, 4).write(25);
    await expectExact(userId, day);
    expect((await stateOf(userId)).rollsAt).toBe(ends);

    itIs(justBefore(ends));
    await rollDue();
    await expectExact(userId, day);

    itIs(ends);
    await rollDue();
    const nextDay = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    await expectExact(userId, nextDay);
    expect((await stateOf(userId)).rollsAt).toBe(nextEnds);

    itIs('2026-01-15T06:00:00Z');
    await rollDue();
    await expectExact(userId, '2026-01-15');
    expect(await storedFigures(service(), userId)).toEqual([]);
  });

  it('a write that comes before the roll-over brings the user forward itself', async () => {
    const userId = await service().createUser({ timeZone: 'Pacific/Auckland' });
    await new RestlessWriter(service(), userId, NOW, 5).write(20);
    itIs('2025-11-23T11:00:00Z');
    const longAgo = { type: 'walking', startedAt: '2024-11-10T12:00:00Z', endedAt: '2024-11-10T13:00:00Z', steps: 1 };
    await service().post(`/v1/users/${userId}/physical-activities`, longAgo);
    await expectExact(userId, '2025-11-24');
  });

  it('a person who moves is where the day is another at once', async () => {
    const userId = await service().createUser({ timeZone: 'Pacific/Pago_Pago' });
    await new RestlessWriter(service(), userId, NOW, 6).write(20);
    await expectExact(userId, '2025-11-20');
    await service().patch(`/v1/users/${userId}`, { timeZone: 'Pacific/Kiritimati' });
    await expectExact(userId, '2025-11-21');
    await service().patch(`/v1/users/${userId}`, { timeZone: 'Pacific/Pago_Pago' });
    await expectExact(userId, '2025-11-20');
  });

  it('nobody under 18 has figures, and they come with the birthday', async () => {
    const userId = await service().createUser({ birthDate: '2007-11-21' });
    await new RestlessWriter(service(), userId, NOW, 7).write(40);
    expect(await storedFigures(service(), userId)).toEqual([]);
    itIs('2025-11-21T00:00:00Z');
    await service().app.get(RollOverService).rollDue();
    await expectExact(userId, '2025-11-21');
    expect(await storedFigures(service(), userId)).not.toEqual([]);
  });
});
