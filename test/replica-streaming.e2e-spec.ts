import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '../src/database/migrate.js';
import { Service } from './support/service.js';
import { postgresPrograms, StreamingPair } from './support/streaming-pair.js';

const programs = postgresPrograms();
const LONGER_THAN_IT_MAY_BE_BEHIND = 11_000;
const ENOUGH_NIGHTS = 7; // for the score to count them

(programs === undefined ? describe.skip : describe)('A copy by streaming replication (skipped without pg_basebackup)', () => {
  let pair: StreamingPair;
  let service: Service;
  let userId: string;
  let nights = 0;

  beforeAll(async () => {
    pair = await StreamingPair.start(programs!);
    await migrate(pair.primary.url);
    service = await Service.on(pair.primary.url, {}, {}, { replicaUrl: pair.standby.url });
    userId = await service.createUser({ birthDate: '1980-01-01', sexAtBirth: 'female', timeZone: 'UTC' });
    while (nights < ENOUGH_NIGHTS) await addNight();
  }, 120_000);
  afterAll(async () => {
    await service.app.close();
    await service.dataSource.destroy();
    await pair.remove();
  });

  /** Who answers for the statistics of the population. */
  async function answeredBy(): Promise<string | undefined> {
    const count = async (): Promise<Map<string, number>> => {
      const text = await (await fetch(`${service.url}/metrics`, { headers: service.credentials })).text();
      const lines = text.matchAll(/^health_tracker_database_replica_reads_total\{from="(\w+)"\} (\d+)$/gm);
      return new Map([...lines].map(([, from, reads]) => [from!, Number(reads)]));
    };
    const before = await count();
    expect((await service.get('/v1/population/statistics')).status).toBe(200);
    return [...(await count())].find(([from, reads]) => reads > before.get(from)!)?.[0];
  }

  async function untilAnsweredBy(whom: string, mostMs: number): Promise<void> {
    for (const deadline = Date.now() + mostMs; (await answeredBy()) !== whom; await pause(200))
      if (Date.now() > deadline) throw new Error(`not answered by the ${whom} within ${mostMs} ms`);
  }

  async function addNight(): Promise<void> {
    const night = new Date(Date.now() - ++nights * 86_400_000).toISOString().slice(0, 10);
    const body = { startedAt: `${night}T00:00:00Z`, endedAt: `${night}T07:00:00Z`, totalSleepSeconds: 24_000 };
    expect((await service.post(`/v1/users/${userId}/sleep-sessions`, body)).status).toBe(201);
  }

  /** Writes a record, and sees whether a score right after it knows of it. */
  async function expectScoreToKnowAnotherNight(): Promise<void> {
    await addNight();
    interface Score {
      metrics: { metric: string; days: number | null }[];
    }
    const score = (await service.get(`/get_health_score?user_id=${userId}`)).body as Score;
    expect(score.metrics.find(({ metric }) => metric === 'sleep')!.days).toBe(nights);
  }

  it('answers for the population, also when nothing has been written for a while', async () => {
    await pair.catchUp();
    expect(await answeredBy()).toBe('replica');
    await pause(LONGER_THAN_IT_MAY_BE_BEHIND);
    expect(await answeredBy()).toBe('replica');
  }, 30_000);

  it('is left while it lags, is never asked for a score, and comes back', async () => {
    await pair.standby.ask('SELECT pg_wal_replay_pause()');
    for (let time = 0; time < 3; time += 1) await expectScoreToKnowAnotherNight();
    await pause(LONGER_THAN_IT_MAY_BE_BEHIND);
    await expectScoreToKnowAnotherNight();
    await untilAnsweredBy('primary', 6000);
    await pair.standby.ask('SELECT pg_wal_replay_resume()');
    await untilAnsweredBy('replica', 12_000);
  }, 60_000);

  it('is left when it dies, and comes back', async () => {
    await pair.standby.stop();
    expect(await answeredBy()).toBe('primary');
    await expectScoreToKnowAnotherNight();
    await pair.standby.start();
    await untilAnsweredBy('replica', 12_000);
  }, 60_000);
});
