import { readFileSync } from 'node:fs';
import { AuditService } from '../src/audit/audit.service.js';
import { DemoService } from '../src/demo/demo.service.js';
import { demoUserIds, exampleUserId, namedDemoUsers, populationDemoUsers, type DemoUser } from '../src/demo/demo-users.js';
import { parsePeople } from '../src/demo/people.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { Service } from './support/service.js';

const DAY = 86_400_000;
const systemNow = clock.now;
const people = parsePeople(readFileSync('src/demo/nhanes-2011-2012.csv', 'utf8'));

interface Score {
  status: string;
  metrics: { metric: string; days: number }[];
}

/** The named users and the first of the population: enough to compare with. */
function someUsers(): DemoUser[] {
  return [...populationDemoUsers(people.slice(0, 60), clock.now()), ...namedDemoUsers(people, clock.now())];
}

describe('the demonstration', () => {
  let service: Service;
  let demo: DemoService;
  beforeAll(async () => {
    service = await Service.start();
    demo = service.app.get(DemoService);
    await demo.load(someUsers(), () => undefined);
  });
  afterAll(async () => {
    clock.now = systemNow;
    await service.stop();
  });

  const scoreOf = async (id: string): Promise<Score> => (await service.get(`/get_health_score?user_id=${id}`)).body as Score;
  const audit = async (): Promise<unknown> => (await service.app.get(AuditService).auditAll()).differences;

  it('has people for every state of a score', async () => {
    const statuses = Object.fromEntries(
      await Promise.all(Object.entries(demoUserIds).map(async ([name, id]) => [name, (await scoreOf(id)).status])),
    );
    expect(statuses).toEqual({
      average: 'scored',
      shortSleeper: 'scored',
      active: 'scored',
      highGlucose: 'scored',
      newcomer: 'partial',
      teenager: 'insufficient_data',
      kathmandu: 'scored',
      oldBloodTest: 'insufficient_data',
    });
  });

  it('has the user and the records that the examples of the documentation name', async () => {
    interface Operation {
      parameters?: { in: string; name: string; example?: string }[];
    }
    const { paths } = (await service.get('/openapi.json')).body as { paths: Record<string, { get?: Operation }> };
    const statuses: Record<string, number> = {};
    for (const [path, { get: operation }] of Object.entries(paths)) {
      const named = operation?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
      if (!named.some(({ name }) => ['activityId', 'sessionId', 'bloodTestId'].includes(name))) continue;
      const address = named.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path);
      statuses[path] = (await service.get(address)).status;
    }
    expect(statuses).toEqual({
      '/v1/users/{userId}/physical-activities/{activityId}': 200,
      '/v1/users/{userId}/sleep-sessions/{sessionId}': 200,
      '/v1/users/{userId}/blood-tests/{bloodTestId}': 200,
    });
  });

  it('says what the records say, and is loaded once', async () => {
    const count = (): Promise<unknown> => service.dataSource.query('SELECT count(*) FROM physical_activities');
    const before = await count();
    await demo.load(someUsers(), () => undefined);
    expect(await count()).toEqual(before);
    expect(await audit()).toEqual([]);
  });

  it('goes on with the days, without those who left it', async () => {
    await service.delete(`/v1/users/${demoUserIds.active}`);
    clock.now = () => systemNow() + 40 * DAY;
    const users = someUsers();
    await demo.bringForward(users);
    await service.app.get(RollOverService).rollDue();
    const { status, metrics } = await scoreOf(exampleUserId);
    expect([status, metrics.find(({ metric }) => metric === 'steps')?.days]).toEqual(['scored', 28]);
    expect((await scoreOf(demoUserIds.newcomer)).status).toBe('insufficient_data');
    expect((await service.get(`/v1/users/${demoUserIds.active}`)).status).toBe(404);
    expect(await demo.bringForward(users)).toBe(0);
    expect(await audit()).toEqual([]);
  });
});
