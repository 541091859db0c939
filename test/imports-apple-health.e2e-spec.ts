import { readFileSync } from 'node:fs';
import { AuditService } from '../src/audit/audit.service.js';
import { appleExport, element, sampleOf, sleepOf } from './support/apple-export.js';
import { jobWhenOver, upload } from './support/import-files.js';
import { sample } from './support/readings.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const service = useService();

async function imported(userId: string, file: string | Uint8Array, format: string, mode = 'keep'): Promise<Answer['body']> {
  const headers = { 'content-type': 'application/octet-stream' };
  const { headers: answered } = await upload(service(), userId, file, `?format=${format}&mode=${mode}`, headers);
  return jobWhenOver(service(), answered.get('location')!);
}
const everythingIs = async (): Promise<void> =>
  expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);

const WATCH = 'Ada’s Apple Watch';
const DISTANCE = { type: 'HKQuantityTypeIdentifierDistanceWalkingRunning', unit: 'km' };
const DAY = [
  sampleOf({ value: '4000' }),
  sampleOf({ sourceName: WATCH, value: '5000' }),
  sampleOf({ ...DISTANCE, value: '3' }),
  sampleOf({ ...DISTANCE, sourceName: WATCH, value: '4' }),
  element('Workout', {
    workoutActivityType: 'HKWorkoutActivityTypeWalking',
    sourceName: WATCH,
    startDate: '2024-03-05 10:00:00 +0100',
    endDate: '2024-03-05 10:10:00 +0100',
    totalDistance: '4',
    totalDistanceUnit: 'km',
  }),
  sleepOf('AsleepCore', '2024-03-04 23:00:00 +0100', '2024-03-05 06:00:00 +0100'),
];

describe('An import of Apple Health', () => {
  it('adds nothing up that two devices counted, nor a workout to the day that contains it', async () => {
    const userId = await service().createUser({ timeZone: 'Europe/Berlin' });
    const job = await imported(userId, appleExport(...DAY), 'apple-health');
    expect(job).toMatchObject({ status: 'succeeded', entries: { read: 6, created: 6 }, records: { created: 4 } });
    const { body } = await service().get(`/v1/users/${userId}/daily-summaries?from=2024-03-05&to=2024-03-05`);
    expect(body.data).toMatchObject([{ steps: 5000, distanceMeters: 4000, totalSleepSeconds: 25_200 }]);
    await everythingIs();
  });

  it('is done again without a write, and a longer export updates the day', async () => {
    const userId = await service().createUser({ timeZone: 'America/Chicago' });
    const file = readFileSync(sample('apple-health/derived_fitabase_1503960366.xml'));
    expect((await imported(userId, file, 'apple-health')).records).toMatchObject({ created: 56, written: 56 });
    expect((await imported(userId, file, 'apple-health')).records).toMatchObject({ unchanged: 56, written: 0 });
    const later = (date: string): string =>
      sampleOf({ sourceName: 'Fitbit', startDate: `${date} 10:00:00 -0500`, endDate: `${date} 10:10:00 -0500` });
    const longer = file.toString().replace('</HealthData>', `${later('2016-05-12')}${later('2016-05-13')}</HealthData>`);
    expect((await imported(userId, longer, 'apple-health')).records).toMatchObject({ created: 1, updated: 1, unchanged: 55 });
    await everythingIs();
  });

  it('keeps what comes before the place where the file breaks off, or nothing, as the mode says', async () => {
    const xml = appleExport(...DAY).slice(0, -10);
    const [keeping, atomic] = [await service().createUser(), await service().createUser()];
    expect(await imported(keeping, xml, 'apple-health')).toMatchObject({
      status: 'failed',
      error: { code: 'truncated' },
      records: { written: 4 },
    });
    expect(await imported(atomic, xml, 'apple-health', 'atomic')).toMatchObject({ status: 'failed', records: { written: 0 } });
    await everythingIs();
  });
});

describe('An import of FHIR', () => {
  it('is done again without a write', async () => {
    const userId = await service().createUser();
    const file = readFileSync(sample('fhir/synthea-observations.ndjson'));
    const job = await imported(userId, file, 'fhir');
    expect(job).toMatchObject({ status: 'succeeded', entries: { read: 99 } });
    const { created, rejected } = job.records;
    expect(created).toBeGreaterThan(5);
    expect(rejected).toBe(0);
    expect((await imported(userId, file, 'fhir')).records).toMatchObject({ created: 0, unchanged: created, written: 0 });
    await everythingIs();
  });
});
