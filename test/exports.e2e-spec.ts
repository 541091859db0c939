import { useService } from './support/use-service.js';
const service = useService();
it('smoke', async () => {
  const userId = await service().createUser({ displayName: '=Ada', heightCentimeters: 168, timeZone: 'Europe/Berlin' });
  await service().post(`/v1/users/${userId}/physical-activities`, { type: 'walking', startedAt: '2026-11-01T08:00:00+01:00', endedAt: '2026-11-01T08:45:00+01:00', steps: 10, source: {name: 'a "b"\n', kind: 'watch'} });
  await service().post(`/v1/users/${userId}/sleep-sessions`, { startedAt: '2026-11-01T08:00:00+01:00', endedAt: '2026-11-01T08:45:00+01:00', stages: [{stage: 'light', startedAt: '2026-11-01T08:00:00+01:00', endedAt: '2026-11-01T08:45:00+01:00'}] });
  await service().post(`/v1/users/${userId}/blood-tests`, { collectedAt: '2026-11-01T08:00:00+01:00', laboratory: 'x', fasting: true, results: [{analyte: 'hba1c', value: 48, unit: 'mmol/mol'}, {analyte: 'trig', value: 100, unit: 'mg/dL', comparator: '<'}] });
  for (const format of ['json', 'ndjson', 'csv', 'fhir']) {
    const answer = await fetch(`${service().url}/v1/users/${userId}/export?format=${format}`);
    console.log(answer.status, [...answer.headers], format === 'csv' ? Buffer.from(await answer.arrayBuffer()).toString('base64') : await answer.text());
  }
});
