import { jobWhenOver, upload } from './support/import-files.js';
import { storedFigures } from './support/recomputed-figures.js';
import { everythingOf, richUser } from './support/rich-user.js';
import { useService } from './support/use-service.js';

const service = useService();
const FORMATS = [
  ['json', 'health-tracker-json'],
  ['ndjson', 'health-tracker-ndjson'],
  ['csv', 'csv'],
  ['fhir', 'health-tracker-fhir'],
  ['fhir', 'fhir'],
] as const;

/** Enough others that one is compared with. */
async function others(): Promise<void> {
  for (let person = 0; person < 12; person++) {
    const userId = await service().createUser({ birthDate: '1984-01-01', sexAtBirth: 'female' });
    for (let daysAgo = 2; daysAgo < 8; daysAgo++) {
      const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
      const at = { startedAt: `${day}T08:00:00Z`, endedAt: `${day}T09:00:00Z` };
      const steps = 3000 + 500 * person + daysAgo;
      await service().post(`/v1/users/${userId}/physical-activities`, { ...at, type: 'walking', steps });
    }
    const results = [{ analyte: 'hba1c', value: 5 + person / 10, unit: '%' }];
    const collectedAt = new Date(Date.now() - 7 * 86_400_000).toISOString();
    await service().post(`/v1/users/${userId}/blood-tests`, { collectedAt, results });
  }
}

/** All that is the same whenever it came in and whose ever it is: the records, and what follows from them. */
async function whatIsKnownOf(userId: string): Promise<object> {
  const { physicalActivities, sleepSessions, bloodTests } = await everythingOf(service(), userId);
  const { body } = await service().get(`/v1/users/${userId}/health-score`);
  const anonymous = (records: object[]): object[] =>
    records.map((record) => ({ ...record, userId: 'whose', createdAt: 'when', updatedAt: 'when' }));
  return {
    records: [physicalActivities, sleepSessions, bloodTests].map(anonymous),
    figures: await storedFigures(service(), userId),
    score: { ...(body as { score: number }), userId: 'whose' },
  };
}

async function exported(userId: string, format: string): Promise<Buffer> {
  const { url, credentials } = service();
  return Buffer.from(
    await (await fetch(`${url}/v1/users/${userId}/export?format=${format}`, { headers: credentials })).arrayBuffer(),
  );
}

interface Job {
  records: object;
  skipped: { reason: string }[];
}

async function imported(userId: string, format: string, file: Buffer): Promise<Job> {
  const { status, headers } = await upload(service(), userId, file, `?format=${format}`);
  expect(status).toBe(202);
  return (await jobWhenOver(service(), headers.get('location')!)) as Job;
}

describe('what is exported', () => {
  beforeAll(others, 60_000);

  it.each(FORMATS)(
    'gives the same records, figures and score when it comes back, and then nothing new: %s as %s',
    async (format, as) => {
      const userId = await richUser(service());
      const { user, counts, ...lists } = await everythingOf(service(), userId);
      const records = counts.physicalActivities + counts.sleepSessions + counts.bloodTests;
      const known = await whatIsKnownOf(userId);
      expect(known).toMatchObject({ score: { score: expect.any(Number) } });
      const file = await exported(userId, format);

      const intoItself = await imported(userId, as, file);
      expect(intoItself.records).toEqual({ created: 0, updated: 0, unchanged: records, rejected: 0, written: 0 });
      expect(await everythingOf(service(), userId)).toEqual({ user, counts, ...lists });
      await service().delete(`/v1/users/${userId}`);

      const { id: _id, createdAt: _created, updatedAt: _updated, ...profile } = user as Record<string, unknown>;
      const again = await service().createUser(profile);
      const report = await imported(again, as, file);
      expect(report).toMatchObject({ status: 'succeeded', error: null, entries: { rejected: 0 }, records: { created: records } });
      expect(report.skipped.map(({ reason }) => reason)).toEqual(['profile']);
      expect(await whatIsKnownOf(again)).toEqual(known);
      expect((await imported(again, as, file)).records).toMatchObject({ unchanged: records, written: 0 });
      await service().delete(`/v1/users/${again}`);
    },
  );
});
