import { readdirSync, readFileSync } from 'node:fs';
import { AuditService } from '../src/audit/audit.service.js';
import { jobWhenOver, upload } from './support/import-files.js';
import { sample } from './support/readings.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const service = useService();

/** Imports a sample, and answers its job when it is over. */
async function importSample(userId: string, format: string, name: string): Promise<Answer['body']> {
  const { status, headers, body } = await upload(
    service(),
    userId,
    readFileSync(sample(`${format}/${name}`)),
    `?format=${format}`,
  );
  expect([status, body.code]).toEqual([202, undefined]);
  return jobWhenOver(service(), headers.get('location')!);
}

const FORMATS = ['fitabase', 'fitbit', 'garmin', 'google-fit', 'ihealth', 'open-mhealth', 'oura', 'runkeeper', 'withings'];

describe('Files of devices', () => {
  it.each(FORMATS)(
    'of the format %s are imported, and change nothing when they are imported again',
    async (format) => {
      const userId = await service().createUser({ timeZone: 'America/New_York' });
      const names = (readdirSync(sample(format), { recursive: true }) as string[])
        .filter((name) => /shouldPass.*json$|^[^/]*\.(json|csv)$/.test(name))
        .toSorted()
        .slice(0, 15);
      for (const name of names) {
        const first = await importSample(userId, format, name);
        expect(first).toMatchObject({ status: 'succeeded', error: null });
        const { read, created, updated, unchanged, skipped, rejected } = first.entries;
        expect(created + updated + unchanged + skipped + rejected).toBe(read);
        const again = await importSample(userId, format, name);
        expect(again.entries).toEqual({
          read,
          created: 0,
          updated: 0,
          unchanged: created + updated + unchanged,
          skipped,
          rejected,
        });
        expect(again.records.written).toBe(0);
      }
      expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
    },
    120_000,
  );

  it('never add the activities of a day to its summary', async () => {
    const userId = await service().createUser({ timeZone: 'America/New_York' });
    await importSample(userId, 'fitbit', 'fitbit-activities-date-single-in-activities-list.json');
    const { body } = await service().get(`/v1/users/${userId}/daily-summaries?from=2014-06-19&to=2014-06-19`);
    expect(JSON.stringify(body)).toContain('10007');
    expect(JSON.stringify(body)).toContain('5000');
    expect(JSON.stringify(body)).not.toContain('15007');
  });

  it('put sleep on the day of waking', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    await importSample(userId, 'fitbit', 'fitbit-sleep-date.json');
    const { body } = await service().get(`/v1/users/${userId}/sleep-sessions`);
    expect(
      body.data.map((sleep: Record<string, unknown>) => [sleep.localDate, sleep.isMainSleep, sleep.totalSleepSeconds]),
    ).toEqual([
      ['2016-12-13', false, 63 * 60],
      ['2016-12-13', true, 112 * 60],
    ]);
  });
});
