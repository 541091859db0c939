import { AuditService } from '../src/audit/audit.service.js';
import { FIGURES_MOVED } from '../src/population/counted-day.js';
import { figureRow, isSameFigure, type FigureRow } from '../src/population/figure-rows.js';
import { dailyFigures, NO_DAYS } from '../src/scoring/daily-figures.js';
import type { Figure } from '../src/scoring/figure.js';
import { storedTotals } from './support/daily-totals.js';
import { Dice } from './support/dice.js';
import { useMovableClock } from './support/movable-clock.js';
import { recomputedFigures, storedFigures } from './support/recomputed-figures.js';
import { expectDone } from './support/records-over-http.js';
import type { Answer, Service } from './support/service.js';
import { statementsOf } from './support/statements/count-statements.js';
import { useService } from './support/use-service.js';
import { day, PHONE, TODAY, walk, WATCH } from './support/walks.js';

const service = useService();
const itIsNow = useMovableClock();
beforeEach(() => itIsNow(`${TODAY}T12:00:00Z`));

const post = (userId: string, body: object, at: Service = service()): Promise<Answer> =>
  at.post(`/v1/users/${userId}/physical-activities`, body);

/** Somebody with figures of five days, the last of them three days ago; none of these activities went ahead. */
async function person(profile: object = {}): Promise<string> {
  const userId = await service().createUser(profile);
  for (let daysAgo = 3; daysAgo < 8; daysAgo++)
    expectDone(await post(userId, walk(daysAgo, { timeZone: undefined, steps: 4000 + 1000 * daysAgo })));
  return userId;
}

/** Creates an activity, and returns by how many statements. */
async function statementsFor(userId: string, body: object): Promise<number> {
  return statementsOf(service(), userId, async () => expectDone(await post(userId, body)));
}

const differences = async (): Promise<unknown> => (await service().app.get(AuditService).auditAll()).differences;

/** That all of the user's figures, and the whole population, are what the records say. */
async function expectExact(userId: string): Promise<void> {
  expect(await storedFigures(service(), userId)).toEqual(recomputedFigures(await storedTotals(service(), userId), TODAY));
  expect(await differences()).toEqual([]);
}

const AHEAD = 1; // the write
const LOOKED_UP = 2; // what is known, and the write
const IN_VAIN = 1;

describe('an activity of a day that figures count', () => {
  it.each([
    ['of a day that has some already', walk(3)],
    ['of a day that has none', walk(20, { moderateSeconds: null, vigorousSeconds: 90 })],
    ['of yesterday', walk(1)],
    ['of the first day of the window', walk(28)],
    ['that makes a day valid', walk(9, { steps: 100 })],
    ['that does not', walk(9, { steps: 99 })],
    ['without steps, of a day with some', walk(3, { steps: null })],
    ['without steps, of a day without', walk(9, { steps: null })],
    ['of no more than its time', walk(3, { steps: null, moderateSeconds: null })],
    ['of more steps than a day may have', walk(3, { steps: 95_000 })],
    ['with an identifier', walk(3, { externalId: 'one' })],
  ])('is written by one statement: one %s', async (_which, body) => {
    const userId = await person();
    expect(await statementsFor(userId, body)).toBe(AHEAD);
    await expectExact(userId);
  });

  it('is answered as it is found', async () => {
    const userId = await person();
    const { status, headers, body } = await post(userId, walk(4));
    expect([status, headers.get('etag')]).toEqual([201, '"1"']);
    expect((await service().get(headers.get('location')!)).body).toEqual(body);
  });

  it('takes a day out of the figures that has too many steps by now, and brings it back', async () => {
    const userId = await person();
    const steps = async (): Promise<number | undefined> =>
      (await storedFigures(service(), userId)).find(({ metric }) => metric === 'steps')?.days;
    expect(await statementsFor(userId, walk(20))).toBe(AHEAD);
    expect(await steps()).toBe(6);
    const { body } = await post(userId, walk(20, { steps: 99_000 }));
    expect(await steps()).toBe(5);
    await expectExact(userId);
    expectDone(await service().delete(`/v1/users/${userId}/physical-activities/${body.id}`));
    expect(await steps()).toBe(6);
    await expectExact(userId);
  });

  it('adds to a night of the same source, and to days of others who say nothing of steps and minutes', async () => {
    const userId = await person();
    const night = { startedAt: `${day(3)}T22:00:00Z`, endedAt: `${day(2)}T06:00:00Z`, totalSleepSeconds: 27_000 };
    for (const source of [WATCH, { name: 'Ring', kind: 'ring' }]) {
      expectDone(await service().post(`/v1/users/${userId}/sleep-sessions`, { ...night, source }));
    }
    expect(await statementsFor(userId, walk(2))).toBe(AHEAD);
    expect(await statementsFor(userId, walk(2))).toBe(AHEAD);
    await expectExact(userId);
  });

  it.each([
    ['in no time zone of its own', walk(3, { timeZone: undefined }), LOOKED_UP],
    ['over midnight', walk(3, { startedAt: `${day(4)}T23:30:00Z`, endedAt: `${day(3)}T00:30:00Z` }), LOOKED_UP],
    ['of a day of another source', walk(3, { source: PHONE }), IN_VAIN + LOOKED_UP],
    [
      'of the day that is today for its user',
      walk(0, { timeZone: 'Pacific/Kiritimati', endedAt: `${TODAY}T09:30:00Z` }),
      IN_VAIN + LOOKED_UP,
    ],
  ])('is written once more is known: one %s', async (_which, body, statements) => {
    const userId = await person();
    expect(await statementsFor(userId, body)).toBe(statements);
    await expectExact(userId);
  });

  it('is not tried again on a day on which it was in vain', async () => {
    const userId = await person();
    expect(await statementsFor(userId, walk(3, { source: PHONE }))).toBe(IN_VAIN + LOOKED_UP);
    expect(await statementsFor(userId, walk(3))).toBe(LOOKED_UP);
    expect(await statementsFor(userId, walk(4))).toBe(AHEAD);
    await expectExact(userId);
  });

  it('changes what its source has reported before', async () => {
    const userId = await person();
    const report = (steps: number): object => walk(3, { externalId: 'sum of the day', steps });
    expect(await statementsFor(userId, report(1000))).toBe(AHEAD);
    await statementsFor(userId, report(2500));
    const { status, headers } = await post(userId, report(4000));
    expect([status, headers.get('etag')]).toEqual([200, '"3"']);
    await expectExact(userId);
  });

  it('makes the first figures, and the last that are wanting', async () => {
    const userId = await service().createUser();
    for (const daysAgo of [2, 3, 4, 5, 6]) {
      expectDone(await post(userId, walk(daysAgo)));
      await expectExact(userId);
    }
    expect((await storedFigures(service(), userId)).map(({ days }) => days)).toEqual([5, 5]);
  });

  it.each([
    ['is a minor', { birthDate: '2012-01-01' }, []],
    ['is not shared', { shareInPopulation: false }, ['mvpa', 'steps']],
    ['trusts a source of the day', { sourceOrder: [{ kind: 'phone' }, { name: 'Watch' }] }, ['mvpa', 'steps']],
    ['lives elsewhere', { timeZone: 'America/St_Johns' }, ['mvpa', 'steps']],
  ])('counts for a user who %s', async (_whom, profile, metrics) => {
    const userId = await person();
    expectDone(await service().patch(`/v1/users/${userId}`, profile));
    for (const daysAgo of [2, 4, 30]) expectDone(await post(userId, walk(daysAgo)));
    expect((await storedFigures(service(), userId)).map(({ metric, days }) => [metric, days])).toEqual(
      metrics.map((metric) => [metric, 6]),
    );
    expect(await differences()).toEqual([]);
  });

  it('counts on the next day, when nobody has noticed yet that the last is over', async () => {
    const userId = await person();
    itIsNow(`${day(-1)}T00:30:00Z`);
    expect(await statementsFor(userId, walk(3))).toBe(IN_VAIN + LOOKED_UP + 1); // the days that come into the window and leave it
    expect(await differences()).toEqual([]);
    expect(await statementsFor(userId, walk(4))).toBe(AHEAD);
    expect(await differences()).toEqual([]);
  });

  it.each(['mvpa_seconds', 'steps', 'steps_days'])('has the window added up anew where a sum is not known: %s', async (sum) => {
    const userId = await person();
    await service().dataSource.query(`UPDATE user_states SET ${sum} = NULL WHERE user_id = $1`, [userId]);
    expect(await statementsFor(userId, walk(2))).toBeGreaterThan(AHEAD + IN_VAIN);
    await expectExact(userId);
    expect(await statementsFor(userId, walk(4))).toBe(AHEAD);
    await expectExact(userId);
  });

  it('takes the figures away with the fourth day', async () => {
    const userId = await service().createUser();
    for (const daysAgo of [3, 4, 5, 6]) expectDone(await post(userId, walk(daysAgo, { timeZone: undefined })));
    expect(await storedFigures(service(), userId)).toHaveLength(2);
    expectDone(await post(userId, walk(3, { steps: 99_000 })));
    expect(await storedFigures(service(), userId)).toEqual([]);
    await expectExact(userId);
  });

  it('does not count beside the minutes of another source', async () => {
    const userId = await person();
    expectDone(await post(userId, walk(3, { timeZone: undefined, source: PHONE, steps: null, moderateSeconds: 2400 })));
    expect(await statementsFor(userId, walk(3))).toBe(IN_VAIN + LOOKED_UP);
    await expectExact(userId);
  });

  it('is added to its own source on a day of several, whatever it would have made of the other', async () => {
    const userId = await service().createUser();
    for (const daysAgo of [3, 4, 5, 6]) expectDone(await post(userId, walk(daysAgo, { timeZone: undefined })));
    expectDone(await post(userId, walk(3, { timeZone: undefined, source: PHONE, steps: 99_000 })));
    expect(await statementsFor(userId, walk(3))).toBe(IN_VAIN + LOOKED_UP);
    await expectExact(userId);
  });

  it('moves what is clipped, too', async () => {
    const userId = await service().createUser();
    for (const daysAgo of [3, 4, 5, 6]) expectDone(await post(userId, walk(daysAgo, { timeZone: undefined, steps: 40_000 })));
    expect(await statementsFor(userId, walk(3))).toBe(AHEAD);
    await expectExact(userId);
  });

  it('is exact where two processes write for one user at once', async () => {
    const processes = [service(), await service().another()];
    const userId = await person();
    const dice = new Dice(28);
    for (let meeting = 0; meeting < 60; meeting++) {
      const answers = await Promise.all(
        [...processes, ...processes].map((at) => {
          const reported = dice.happens(0.3) ? { externalId: `${meeting}` } : {};
          const source = dice.happens(0.02) ? PHONE : WATCH;
          return post(userId, walk(dice.from(1, 28), { steps: dice.from(0, 5000), source, ...reported }), at);
        }),
      );
      for (const answer of answers) expectDone(answer);
    }
    await expectExact(userId);
  });
});

describe('an activity of a day before those that figures count', () => {
  it('is written by one statement, and moves nothing', async () => {
    const userId = await person();
    const before = await storedFigures(service(), userId);
    expect(await statementsFor(userId, walk(29))).toBe(AHEAD);
    expect(await statementsFor(userId, walk(400))).toBe(AHEAD);
    expect(await storedFigures(service(), userId)).toEqual(before);
    await expectExact(userId);
  });

  it('counts where it is not before them for its user', async () => {
    const userId = await person({ timeZone: 'Pacific/Pago_Pago' });
    itIsNow(`${TODAY}T05:00:00Z`); // there, it is still the day before
    const noon = { timeZone: 'Pacific/Kiritimati', startedAt: `${day(28)}T22:00:00Z`, endedAt: `${day(28)}T23:00:00Z` };
    const { body } = await post(userId, walk(0, noon));
    expect(body.localDate).toBe(day(27));
    expect(await differences()).toEqual([]);
  });
});

describe('What PostgreSQL makes of the sums of a window', () => {
  interface Sums {
    stepsDays: number;
    steps: number;
    mvpaSeconds: number;
  }
  type Row = Omit<FigureRow, 'observed_on' | 'absent_reason'> & { index: number; metric: 'steps' | 'mvpa' };

  const figuresOf = (sums: readonly Sums[]): Promise<Row[]> =>
    service().dataSource.query<Row[]>(
      `SELECT c.index::int, m.metric, m.numerator::float8, m.denominator::float8, m.days::int, m.x::float8, m.x_raw::float8, m.bucket::int
      FROM (SELECT index - 1 AS index, (s->>'stepsDays')::bigint AS steps_days, (s->>'steps')::bigint AS steps,
        (s->>'mvpaSeconds')::bigint AS mvpa_seconds FROM json_array_elements($1) WITH ORDINALITY AS t (s, index)) c
      CROSS JOIN LATERAL (${FIGURES_MOVED}) m`,
      [JSON.stringify(sums)],
    );

  it('are the figures that the definition makes of them', async () => {
    const dice = new Dice(1);
    const sums = Array.from({ length: 20_000 }, () => {
      const stepsDays = dice.from(4, 28);
      const scale = 10 ** dice.from(2, 5);
      return { stepsDays, steps: dice.from(0, stepsDays * scale), mvpaSeconds: dice.from(0, stepsDays * scale) };
    });
    const rows = await figuresOf(sums);
    const wrong = rows.filter(({ index, ...row }) => {
      const figure = dailyFigures({ ...NO_DAYS, ...sums[index]! })[row.metric] as Figure;
      return !isSameFigure(figureRow(row.metric, figure), { ...row, observed_on: null, absent_reason: null });
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(1.999 * sums.length);
  });

  it('are none where the last digits decide', async () => {
    const doubtful = Array.from({ length: 500_000 }, (_, index) => ({
      stepsDays: 28,
      steps: 2800 + index,
      mvpaSeconds: 0,
    })).filter(({ stepsDays, steps }) => Math.abs(((Math.sqrt(steps / stepsDays) * 1e6) % 1) - 0.5) < 5e-6);
    expect(doubtful.length).toBeGreaterThan(0);
    expect((await figuresOf(doubtful)).map(({ metric }) => metric)).toEqual(doubtful.map(() => 'mvpa'));
  });
});
