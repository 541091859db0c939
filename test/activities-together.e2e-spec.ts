import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../src/audit/audit.service.js';
import { Database } from '../src/database/database.js';
import { preparedPg } from '../src/database/prepared-pg.js';
import { ScopedDatabase } from '../src/database/scoped-database.js';
import { storedTotals } from './support/daily-totals.js';
import { Dice } from './support/dice.js';
import { useMovableClock } from './support/movable-clock.js';
import { recomputedFigures, storedFigures } from './support/recomputed-figures.js';
import { expectDone } from './support/records-over-http.js';
import type { Answer, Service } from './support/service.js';
import { rememberStatements } from './support/statements/remember-statements.js';
import { useService } from './support/use-service.js';
import { day, PHONE, TODAY, walk, WATCH } from './support/walks.js';

const statementsWithoutOwner = rememberStatements();
const service = useService();
const itIsNow = useMovableClock();
beforeEach(() => itIsNow(`${TODAY}T12:00:00Z`));

const path = (userId: string): string => `/v1/users/${userId}/physical-activities`;
const post = (userId: string, body: object, at: Service = service()): Promise<Answer> => at.post(path(userId), body);

/** Somebody with figures of five days, the last of them three days ago. */
async function person(): Promise<string> {
  const userId = await service().createUser();
  for (let daysAgo = 3; daysAgo < 8; daysAgo++) expectDone(await post(userId, walk(daysAgo, { steps: 4000 + 1000 * daysAgo })));
  return userId;
}
const people = (many: number): Promise<string[]> => Promise.all(Array.from({ length: many }, person));

interface Outcome {
  answers: Answer[];
  /** For how many users the service asked by statements of several. */
  inGroups: number;
  /** The texts of these statements, and how many of them were refused. */
  texts: string[];
  refused: number;
}

/** Sends all at once. */
async function together(requests: readonly (() => Promise<Answer>)[]): Promise<Outcome> {
  const several = jest.spyOn(Database.prototype, 'forSeveral');
  const asked = jest.spyOn(ScopedDatabase.prototype, 'query');
  const answers = await Promise.all(requests.map((request) => request()));
  const inGroups = several.mock.calls.reduce((sum, [userIds]) => sum + userIds.length, 0);
  const databases = several.mock.results.map(({ value }) => value as unknown);
  const isOfSeveral = (_: unknown, call: number): boolean => databases.includes(asked.mock.contexts[call]);
  const texts = asked.mock.calls.filter(isOfSeveral).map(([text]) => text);
  const results = asked.mock.results.filter(isOfSeveral);
  const outcomes = await Promise.allSettled(results.map(({ value }) => value as Promise<unknown>));
  const refused = outcomes.filter(({ status }) => status === 'rejected').length;
  several.mockRestore();
  asked.mockRestore();
  return { answers, inGroups, texts, refused };
}

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);
const differences = async (): Promise<unknown> => (await service().app.get(AuditService).auditAll()).differences;

/** That figures of all of them, and the whole population, are what the records say. */
async function expectExact(userIds: readonly string[]): Promise<void> {
  for (const userId of userIds)
    expect(await storedFigures(service(), userId)).toEqual(recomputedFigures(await storedTotals(service(), userId), TODAY));
  expect(await differences()).toEqual([]);
}

/** Carries out a task while another process is writing for the user. */
async function whileLocked<T>(userId: string, task: () => Promise<T>): Promise<T> {
  const runner = service().dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query('SELECT FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
    return await task();
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe('activities of several users at once', () => {
  it.each([
    ['today', 0, {}],
    ['today, with identifiers', 0, { externalId: 'one' }],
    ['a day that counts', 2, {}],
    ['a day that counts, with identifiers', 2, { externalId: 'two' }],
  ])('are written together when they are of %s', async (_which, daysAgo, members) => {
    const userIds = await people(12);
    const body = (index: number): object => walk(daysAgo, { steps: 2000 + index, ...members });
    const named = (userId: string, index: number): string => (index % 2 ? userId : userId.toUpperCase()); // is the same
    const outcome = await together(userIds.map((userId, index) => () => post(named(userId, index), body(index))));
    const { answers, inGroups, texts, refused } = outcome;
    expect(inGroups).toBeGreaterThanOrEqual(2);
    expect(refused).toBe(0);
    for (const text of texts) expect(preparedPg.nameOf(text)).toBeDefined(); // a connection keeps it
    for (const [index, { status, headers, body: created }] of answers.entries()) {
      expect([status, headers.get('etag'), created.userId, created.steps]).toEqual([201, '"1"', userIds[index], 2000 + index]);
      expect((await service().get(headers.get('location')!)).body).toEqual(created);
      const { body: summaries } = await service().get(
        `/v1/users/${userIds[index]}/daily-summaries?from=${day(daysAgo)}&to=${TODAY}`,
      );
      expect(summaries.data.at(0)).toMatchObject({ localDate: day(daysAgo), steps: 2000 + index });
    }
    await expectExact(userIds);
  });

  it('leave to the usual way what has more to it, each with its own answer', async () => {
    const [ann, bob, cem, dot, eve] = (await people(5)) as [string, string, string, string, string];
    expectDone(await post(bob, walk(2, { source: PHONE }))); // tells of that day, too
    expectDone(await post(cem, walk(2, { externalId: 'known' })));
    await service().delete(`/v1/users/${eve}`);
    const { answers } = await together([
      () => post(ann, walk(2)),
      () => post(bob, walk(2)),
      () => post(cem, walk(2, { externalId: 'known', steps: 9000 })),
      () => post(dot, walk(2)),
      () => post(dot, walk(2, { startedAt: `${day(2)}T11:00:00Z`, endedAt: `${day(2)}T12:00:00Z` })),
      () => post(eve, walk(2)),
      () => post(ann, walk(2, { steps: -1 })),
    ]);
    expect(statuses(answers)).toEqual([201, 201, 200, 201, 201, 404, 422]);
    await expectExact([ann, bob, cem, dot]);
  });

  it('wait for nobody for whom another process is writing', async () => {
    const userIds = await people(6);
    const locked = userIds.at(-1)!; // what is sent behind it would wait for it on their connection
    let theirs!: Promise<Answer>;
    const { answers, inGroups, refused } = await whileLocked(locked, () =>
      together(
        userIds.map((userId) => () => {
          const answer = post(userId, walk(2));
          if (userId !== locked) return answer;
          theirs = answer;
          return service().get(`/v1/users/${userId}`); // which waits for nothing
        }),
      ),
    );
    expect(statuses(answers)).toEqual([201, 201, 201, 201, 201, 200]);
    expect(inGroups).toBeGreaterThanOrEqual(2);
    expect(refused).toBe(0);
    expect((await theirs).status).toBe(201);
    await expectExact(userIds);
  });

  it('come to the same whatever meets, in two processes', async () => {
    const processes = [service(), await service().another()];
    const dice = new Dice(11);
    const userIds = await people(40);
    const steps = (): number => (dice.happens(0.8) ? dice.from(0, 15_000) : dice.oneOf([0, 99, 100, 60_000, 120_000]));
    let inGroups = 0;
    for (let round = 0; round < 12; round++) {
      const requests = Array.from({ length: dice.from(10, 60) }, () => {
        const userId = dice.oneOf(userIds);
        const members = {
          steps: dice.happens(0.9) ? steps() : undefined,
          moderateSeconds: dice.happens(0.7) ? dice.from(0, 3600) : undefined,
          source: dice.happens(0.98) ? WATCH : PHONE,
          ...(dice.happens(0.5) ? { externalId: `${dice.from(0, 200)}` } : {}),
        };
        const body = walk(dice.oneOf([0, 0, 0, 1, 2, 3, 4, 5, 28, 29]), members);
        const at = dice.oneOf(processes);
        return () => post(userId, body, at);
      });
      const outcome = await together(requests);
      inGroups += outcome.inGroups;
      for (const answer of outcome.answers) expectDone(answer);
      expect(await differences()).toEqual([]);
    }

    expect(inGroups).toBeGreaterThan(40);
    await expectExact(userIds);
  }, 60_000);

  it('do not suffer from one that the database refuses', async () => {
    const userIds = await people(8);
    await service().dataSource.query(`ALTER TABLE physical_activities ADD CONSTRAINT nobody_rows CHECK (type <> 'rowing')`);
    try {
      const bodies = userIds.map((_, index) => walk(2, index === 5 ? { type: 'rowing' } : {}));
      const { answers, refused } = await together(userIds.map((userId, index) => () => post(userId, bodies[index]!)));
      expect(refused).toBe(1);
      expect(statuses(answers)).toEqual(userIds.map((_, index) => (index === 5 ? 422 : 201)));
      expect(answers[5]!.body.code).toBe('nobody_rows');
      const { body } = await service().get(path(userIds[5]!));
      expect(body.data).toHaveLength(5);
    } finally {
      await service().dataSource.query('ALTER TABLE physical_activities DROP CONSTRAINT nobody_rows');
    }
    await expectExact(userIds);
  });

  it('are written one by one where the service may not take on several', async () => {
    const userIds = await people(6);
    await pause(1_000); // so long each goes alone after several were refused
    const role = 'health_tracker_several';
    const [{ login }] = await service().app.get(Database).forEverybody.query<[{ login: string }]>('SELECT session_user AS login');
    await service().dataSource.query(`REVOKE ${role} FROM ${login}`);
    try {
      const { answers, refused } = await together(userIds.map((userId) => () => post(userId, walk(2))));
      expect(statuses(answers)).toEqual(userIds.map(() => 201));
      expect(refused).toBe(1);
    } finally {
      await service().dataSource.query(`GRANT ${role} TO ${login}`);
    }
    await expectExact(userIds);
  });

  it('say whose rows they mean', async () => {
    expect(await statementsWithoutOwner(service().dataSource)).toEqual([]);
  });
});
