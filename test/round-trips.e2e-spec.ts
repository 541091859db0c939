import { importFile } from './support/import-file.js';
import { storedFigures } from './support/recomputed-figures.js';
import { everythingOf, richUser } from './support/rich-user.js';
import type { Service } from './support/service.js';
import { useService } from './support/use-service.js';

const origin = useService();
const elsewhere = useService();

const FORMATS = [
  ['json', 'health-tracker-json'],
  ['ndjson', 'health-tracker-ndjson'],
  ['csv', 'csv'],
  ['fhir', 'health-tracker-fhir'],
] as const;

/** Enough others that one is compared with, the same in both places. */
async function others(service: Service): Promise<void> {
  for (let person = 0; person < 12; person++) {
    const userId = await service.createUser({ birthDate: '1984-01-01', sexAtBirth: 'female' });
    for (let daysAgo = 2; daysAgo < 8; daysAgo++) {
      const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
      const at = { startedAt: `${day}T08:00:00Z`, endedAt: `${day}T09:00:00Z` };
      await service.post(`/v1/users/${userId}/physical-activities`, {
        ...at,
        type: 'walking',
        steps: 3000 + 500 * person + daysAgo,
      });
    }
    const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString();
    const results = [{ analyte: 'hba1c', value: 5 + person / 10, unit: '%' }];
    await service.post(`/v1/users/${userId}/blood-tests`, { collectedAt: lastWeek, results });
  }
}

/** All that is the same wherever the records are: neither whose they are nor when they came in. */
async function recordsOf(service: Service, userId: string): Promise<object> {
  const { physicalActivities, sleepSessions, bloodTests } = await everythingOf(service, userId);
  const same = (records: object[]): object[] =>
    records.map((record) => ({ ...record, userId: 'whose', createdAt: 'when', updatedAt: 'when' }));
  return { physicalActivities: same(physicalActivities), sleepSessions: same(sleepSessions), bloodTests: same(bloodTests) };
}

async function scoreOf(service: Service, userId: string): Promise<object> {
  const { body } = await service.get(`/v1/users/${userId}/health-score`);
  return { ...(body as object), userId: 'whose' };
}

async function exported(service: Service, userId: string, format: string): Promise<Buffer> {
  const response = await fetch(`${service.url}/v1/users/${userId}/export?format=${format}`, { headers: service.credentials });
  return Buffer.from(await response.arrayBuffer());
}

describe('what is exported, imported into another system,', () => {
  let userId: string;
  let records: number;
  beforeAll(async () => {
    userId = await richUser(origin());
    await others(origin());
    await others(elsewhere());
    const { counts } = await everythingOf(origin(), userId);
    records = counts.physicalActivities + counts.sleepSessions + counts.bloodTests;
  }, 60_000);

  it.each(FORMATS)('gives the same records, figures and score, and again changes nothing: %s', async (format, importFormat) => {
    const file = await exported(origin(), userId, format);
    const { user } = await everythingOf(origin(), userId);
    const { id: _id, createdAt: _created, updatedAt: _updated, ...profile } = user as Record<string, unknown>;
    const newUser = await elsewhere().createUser(profile);

    const report = await importFile(elsewhere(), newUser, importFormat, file);
    expect(report).toMatchObject({ status: 'succeeded', error: null, entries: { rejected: 0 }, records: { created: records } });
    expect(report.skipped.map(({ reason }) => reason)).toEqual(['profile']);
    expect(await recordsOf(elsewhere(), newUser)).toEqual(await recordsOf(origin(), userId));
    expect(await storedFigures(elsewhere(), newUser)).toEqual(await storedFigures(origin(), userId));
    const score = await scoreOf(elsewhere(), newUser);
    expect(score).toEqual(await scoreOf(origin(), userId));
    expect(score).toMatchObject({ score: expect.any(Number) });

    for (const [system, owner] of [[elsewhere(), newUser] as const, [origin(), userId] as const]) {
      const before = await everythingOf(system, owner);
      const again = await importFile(system, owner, importFormat, file);
      expect(again.records).toEqual({ created: 0, updated: 0, unchanged: records, rejected: 0, written: 0 });
      expect(await everythingOf(system, owner)).toEqual(before);
    }
    await elsewhere().delete(`/v1/users/${newUser}`);
  });
});
