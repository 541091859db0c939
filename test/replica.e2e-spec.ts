import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { Service } from './support/service.js';

// The copy is another database here, which says something else: so it shows who answered.
let service: Service;
let copyUrl: string;

beforeAll(async () => {
  copyUrl = await createTestDatabase();
  service = await Service.start({}, {}, { replicaUrl: copyUrl });
});
afterAll(async () => {
  await service.stop();
  await dropTestDatabase(copyUrl);
});

async function answeredBy(): Promise<Record<string, number>> {
  const text = await (await fetch(`${service.url}/metrics`, { headers: service.credentials })).text();
  const lines = text.matchAll(/^health_tracker_database_replica_reads_total\{from="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, from, count]) => [from!, Number(count)]));
}

describe('a service with a copy of its database', () => {
  it('asks the copy for the statistics of the population, and for nothing of a person', async () => {
    const userId = await service.createUser();
    expect((await service.get('/v1/population/statistics')).status).toBe(200);
    expect(await answeredBy()).toEqual({ replica: 1, primary: 0 });
    for (const path of [`/v1/users/${userId}`, `/get_health_score?user_id=${userId}`, '/v1/users'])
      expect([path, (await service.get(path)).status]).toEqual([path, 200]); // the copy has no such user
    expect(await answeredBy()).toEqual({ replica: 1, primary: 0 });
  });

  it('answers by itself where the copy is gone', async () => {
    await dropTestDatabase(copyUrl);
    for (let time = 0; time < 3; time += 1) expect((await service.get('/v1/population/statistics')).status).toBe(200);
    const { replica, primary } = await answeredBy();
    expect([replica, primary]).toEqual([1, 3]);
  });
});
