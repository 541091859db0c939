import { AuditService } from '../src/audit/audit.service.js';
import { useMovableClock } from './support/movable-clock.js';
import type { Answer, Service } from './support/service.js';
import { statementsOf as countStatements } from './support/statements/count-statements.js';
import { useService } from './support/use-service.js';

const service = useService();
const itIsNow = useMovableClock();
const NOON = '2026-03-15T12:00:00Z';
const MEETINGS = 30;
beforeEach(() => itIsNow(NOON));

const walk = (members: object = {}): object => ({
  type: 'walking',
  timeZone: 'UTC',
  startedAt: '2026-03-15T09:00:00Z',
  endedAt: '2026-03-15T10:00:00Z',
  steps: 1000,
  ...members,
});
const post = (userId: string, body: object, headers?: Record<string, string>, at: Service = service()): Promise<Answer> =>
  at.post(`/v1/users/${userId}/physical-activities`, body, headers);
const stepsOf = async (userId: string, date: string): Promise<number | null> => {
  const { body } = await service().get(`/v1/users/${userId}/daily-summaries?from=${date}&to=${date}`);
  return (body.data as { steps: number | null }[])[0]?.steps ?? null;
};
/** On how many days of the window there are steps. */
const stepDays = async (userId: string): Promise<unknown> => {
  const [state] = await service().dataSource.query<[{ steps_days: unknown }]>(
    'SELECT steps_days::int FROM user_states WHERE user_id = $1',
    [userId],
  );
  return state.steps_days;
};
const differences = async (): Promise<unknown> => (await service().app.get(AuditService).auditAll()).differences;

const statementsOf = (userId: string, task: () => Promise<unknown>): Promise<number> => countStatements(service(), userId, task);

describe('an activity of today', () => {
  it('is written by one statement', async () => {
    const userId = await service().createUser();
    const answers: Answer[] = [];
    const create = async (members: object): Promise<void> => void answers.push(await post(userId, walk(members)));
    expect(await statementsOf(userId, () => create({}))).toBe(1);
    expect(await statementsOf(userId, () => create({ externalId: 'one' }))).toBe(1);
    expect(answers.map(({ status, headers }) => [status, headers.get('etag')])).toEqual([
      [201, '"1"'],
      [201, '"1"'],
    ]);
    for (const { headers, body } of answers) expect((await service().get(headers.get('location')!)).body).toEqual(body);
    expect(await stepsOf(userId, '2026-03-15')).toBe(2000);
    expect(await differences()).toEqual([]);
  });

  it('changes what its source has reported before', async () => {
    const userId = await service().createUser();
    const report = (steps: number): Promise<Answer> => post(userId, walk({ externalId: 'sum of the day', steps }));
    const { body: first } = await report(1000);
    let again: Answer | undefined;
    const reportAgain = async (steps: number): Promise<void> => void (again = await report(steps));
    expect(await statementsOf(userId, () => reportAgain(3000))).toBe(4); // a try in vain, what is known, what it moves, the write
    expect([again?.status, again?.headers.get('etag'), again?.body.id]).toEqual([200, '"2"', first.id]);
    expect(await statementsOf(userId, () => reportAgain(4000))).toBe(3); // it is not tried again
    expect(await stepsOf(userId, '2026-03-15')).toBe(4000);
    expect(await differences()).toEqual([]);
  });

  it.each([
    ['whose day is a later one', 'Pacific/Kiritimati', '2026-03-15T12:00:00Z'],
    ['whose day is over, though nobody has noticed', 'UTC', '2026-03-16T00:30:00Z'],
  ])('counts for a user %s', async (_whom, timeZone, now) => {
    const userId = await service().createUser({ timeZone });
    itIsNow(now);
    const earlyToday = { timeZone: 'Pacific/Pago_Pago', startedAt: '2026-03-15T11:10:00Z', endedAt: '2026-03-15T11:50:00Z' };
    expect((await post(userId, walk(earlyToday))).body.localDate).toBe('2026-03-15');
    expect(await stepDays(userId)).toBe(1);
    expect(await differences()).toEqual([]);
  });

  it('goes ahead again, once the first of the day has ended the day before', async () => {
    const userId = await service().createUser();
    itIsNow('2026-03-16T00:30:00Z');
    const afterMidnight = (): Promise<Answer> =>
      post(userId, walk({ startedAt: '2026-03-16T00:05:00Z', endedAt: '2026-03-16T00:20:00Z' }));
    expect((await afterMidnight()).status).toBe(201);
    expect(await statementsOf(userId, afterMidnight)).toBe(1);
    expect(await stepsOf(userId, '2026-03-16')).toBe(2000);
    expect(await differences()).toEqual([]);
  });

  it('is refused where there is no such user', async () => {
    expect((await post('01890000-0000-7000-8000-00000000dead', walk())).status).toBe(404);
  });

  it('is kept once with a key', async () => {
    const userId = await service().createUser();
    const key = { 'idempotency-key': 'today' };
    const [first, second] = [await post(userId, walk(), key), await post(userId, walk(), key)];
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(await stepsOf(userId, '2026-03-15')).toBe(1000);
  });

  it('is one, when two processes report it at once', async () => {
    const other = await service().another();
    const userId = await service().createUser();
    for (let meeting = 0; meeting < MEETINGS; meeting++) {
      const body = walk({ externalId: `meeting ${meeting}` });
      const answers = await Promise.all([service(), other, service(), other].map((at) => post(userId, body, {}, at)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 201]);
    }
    expect(await stepsOf(userId, '2026-03-15')).toBe(MEETINGS * 1000);
    expect(await differences()).toEqual([]);
  });
});
