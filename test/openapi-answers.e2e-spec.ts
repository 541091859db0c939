import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from '../src/openapi/parts-of-document.js';
import { clock } from '../src/time/clock.js';
import { DescribedAnswers } from './support/described-answers.js';
import { fileOf, OTHER_LINE, recordLine, walk as walkOf } from './support/import-files.js';
import type { Answer } from './support/service.js';
import { rememberStatements } from './support/statements/remember-statements.js';
import { useService } from './support/use-service.js';

const statementsWithoutOwner = rememberStatements();
const service = useService();
let document: OpenAPIObject;
let described: DescribedAnswers;

beforeAll(async () => {
  document = (await service().get('/openapi.json')).body;
  described = new DescribedAnswers(document);
});

/** The examples of a body that the document offers. */
function examplesOf(operationId: string): object[] {
  const { operation } = operationsOf(document).find((one) => one.operation.operationId === operationId)!;
  return Object.values(operation.requestBody!.content['application/json']!.examples!).map(
    (example) => (example as { value: object }).value,
  );
}

/** The answer to a request, which is as described and has the status. */
async function ask(operationId: string, status: number, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  expect({ operationId, status: answer.status, faults: described.faultsOf(operationId, answer) }).toEqual({
    operationId,
    status,
    faults: [],
  });
  return answer;
}

const KINDS = [
  ['PhysicalActivity', 'PhysicalActivities', 'physical-activities', 304],
  ['SleepSession', 'SleepSessions', 'sleep-sessions', 304],
  ['BloodTest', 'BloodTests', 'blood-tests', 200],
] as const;

describe('answers are as the OpenAPI document describes them, and its examples work', () => {
  it.each(KINDS)('%s', async (noun, nouns, path, unchanged) => {
    const records = `/v1/users/${await service().createUser()}/${path}`;
    const [first, ...others] = examplesOf(`create${noun}`);
    for (const example of others) {
      const { body } = await ask(`create${noun}`, 201, service().post(records, example));
      if (body.externalId !== null) await ask(`create${noun}`, 200, service().post(records, example));
    }
    const { headers, body } = await ask(`create${noun}`, 201, service().post(records, first));
    const record = `${records}/${body.id}`;
    expect(headers.get('location')).toBe(record);
    await ask(`get${noun}`, 200, service().get(record));
    await ask(`get${noun}`, unchanged, service().get(record, { 'if-none-match': headers.get('etag')! }));
    for (const patch of examplesOf(`update${noun}`)) await ask(`update${noun}`, 200, service().patch(record, patch));
    await ask(`update${noun}`, 412, service().patch(record, {}, { 'if-match': '"0"' }));
    await ask(`update${noun}`, 422, service().patch(record, { nonsense: true }));
    await ask(`list${nouns}`, 200, service().get(`${records}?limit=1`));
    await ask(`list${nouns}`, 400, service().get(`${records}?limit=0`));
    await ask(`create${noun}`, 422, service().post(records, {}));
    await ask(`create${noun}`, 415, service().post(records, 'a', { 'content-type': 'text/plain' }));
    await ask(`create${noun}`, 413, service().post(records, ' '.repeat(1_100_000)));
    for (const example of examplesOf(`create${noun}Batch`)) {
      await ask(`create${noun}Batch`, 200, service().post(`${records}/batch`, example));
      const mixed = { ...example, items: [first, {}], atomic: true };
      await ask(`create${noun}Batch`, 200, service().post(`${records}/batch`, mixed));
    }
    await ask(`create${noun}Batch`, 422, service().post(`${records}/batch`, { items: [] }));
    await ask(`delete${noun}`, 412, service().delete(record, { 'if-match': '"0"' }));
    await ask(`delete${noun}`, 204, service().delete(record));
    await ask(`delete${noun}`, 404, service().delete(record));
    await ask(`get${noun}`, 404, service().get(record));
  });

  it('users', async () => {
    for (const example of examplesOf('createUser')) {
      const { body } = await ask('createUser', 201, service().post('/v1/users', example));
      const user = `/v1/users/${body.id}`;
      await ask('getUser', 200, service().get(user));
      for (const patch of examplesOf('updateUser')) await ask('updateUser', 200, service().patch(user, patch));
      const { properties } = document.components!.schemas!.UpdateUser as { properties: object };
      const everythingCleared = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
      await ask('updateUser', 200, service().patch(user, everythingCleared));
      await ask('deleteUser', 200, service().delete(user));
      await ask('getUser', 404, service().get(user));
    }
    await service().createUser();
    await ask('listUsers', 200, service().get('/v1/users?limit=1'));
  });

  it('what is made of the records of many', async () => {
    const days = Array.from({ length: 5 }, (_, day) => new Date(Date.now() - (day + 2) * 86_400_000).toISOString().slice(0, 10));
    const [lipids] = examplesOf('createBloodTest');
    for (let person = 0; person < 13; person++) {
      const userId = await service().createUser({ birthDate: '1984-05-17', sexAtBirth: 'female' });
      for (const day of days) {
        const walk = { type: 'walking', startedAt: `${day}T08:00:00Z`, endedAt: `${day}T09:00:00Z`, steps: 5000 + 100 * person };
        await service().post(`/v1/users/${userId}/physical-activities`, { ...walk, moderateSeconds: 600 + person });
      }
      await service().post(`/v1/users/${userId}/blood-tests`, { ...lipids, collectedAt: `${days[0]}T08:00:00Z` });
    }
    const userId = await service().createUser({ birthDate: '1984-05-17', sexAtBirth: 'female' });
    const user = `/v1/users/${userId}`;
    await ask('getHealthScore', 200, service().get(`/get_health_score?user_id=${userId}`));
    for (const day of days) {
      await service().post(`${user}/physical-activities`, {
        type: 'walking',
        startedAt: `${day}T08:00:00Z`,
        endedAt: `${day}T09:00:00Z`,
        steps: 7000,
      });
    }
    await service().post(`${user}/blood-tests`, { ...lipids, collectedAt: `${days[0]}T08:00:00Z` });

    const { body } = await ask('getHealthScore', 200, service().get(`/get_health_score?user_id=${userId}`));
    expect(body).toMatchObject({ status: 'partial', score: expect.any(Number) });
    await ask('getHealthScore', 400, service().get('/get_health_score'));
    await ask('getUserHealthScore', 200, service().get(`${user}/health-score`));
    const simulations = `${user}/health-score/simulations`;
    for (const example of examplesOf('simulateHealthScore')) {
      await ask('simulateHealthScore', 200, service().post(simulations, example));
    }
    await ask('simulateHealthScore', 422, service().post(simulations, { figures: {} }));
    const now = clock.now;
    clock.now = () => now() + 86_400_000;
    const { body: history } = await ask('listHealthScoreHistory', 200, service().get(`${user}/health-score/history`));
    clock.now = now;
    expect(history.data).toMatchObject([{ score: body.score }]);
    const everything = await ask('getUserExport', 200, service().get(`${user}/export`));
    expect(everything.body).toMatchObject({ physicalActivities: expect.any(Array), healthScoreHistory: history.data });
    await ask('getUserExport', 406, service().get(`${user}/export`, { accept: 'image/png' }));
    await ask('listDailySummaries', 200, service().get(`${user}/daily-summaries`));
    await ask('listTrends', 200, service().get(`${user}/trends?metric=steps`));
    const statistics = await ask('getPopulationStatistics', 200, service().get('/v1/population/statistics?metric=steps'));
    expect(statistics.body.data).not.toEqual([]);
  });

  it('imports', async () => {
    const userId = await service().createUser();
    const imports = `/v1/users/${userId}/imports`;
    const ndjson = { 'content-type': 'application/x-ndjson' };
    const file = fileOf(recordLine('physicalActivity', walkOf(1)), recordLine('sleepSession', {}), OTHER_LINE);
    const { headers } = await ask('createImport', 202, service().post(imports, file, ndjson));
    await ask('createImport', 415, service().post(imports, 'no format', { 'content-type': 'text/plain' }));
    await ask('createImport', 400, service().post(`${imports}?format=papyrus`, file, ndjson));
    await ask('createImport', 413, service().post(imports, new Uint8Array(8 * 1024 * 1024 + 1), ndjson));
    const job = headers.get('location')!;
    await ask('listJobEvents', 200, service().get(`${job}/events`));
    await ask('getJob', 200, service().get(job));
    await ask('listJobErrors', 200, service().get(`${job}/errors`));
    await ask('cancelJob', 409, service().post(`${job}/cancel`, ''));
    await ask('listImports', 200, service().get(imports));
    await ask('getJob', 404, service().get('/v1/jobs/018f0000-0000-7000-8000-000000000000'));
  });

  it('what is the same for everybody', async () => {
    await ask('listAnalytes', 200, service().get('/v1/analytes?limit=200'));
    await ask('getAnalyte', 200, service().get('/v1/analytes/hba1c'));
    await ask('getAnalyte', 404, service().get('/v1/analytes/nothing'));
    await ask('getLiveness', 200, service().get('/health/live'));
    await ask('getReadiness', 200, service().get('/health/ready'));
    await ask('getVersion', 200, service().get('/version'));
  });

  it('keys and tokens', async () => {
    const userId = await service().createUser();
    const keys: { id: string; key: string }[] = [];
    for (const example of examplesOf('createServiceKey')) {
      keys.push((await ask('createServiceKey', 201, service().post('/v1/service-keys', example))).body as (typeof keys)[number]);
    }
    for (const example of examplesOf('createUserToken')) {
      await ask('createUserToken', 200, service().post(`/v1/users/${userId}/tokens`, example));
    }
    await ask('createServiceKey', 422, service().post('/v1/service-keys', {}));
    await ask('listServiceKeys', 200, service().get('/v1/service-keys?limit=1'));
    await ask('listServiceKeys', 401, service().get('/v1/service-keys', { authorization: '' }));
    await ask('listServiceKeys', 403, service().get('/v1/service-keys', { authorization: `Bearer ${keys[0]!.key}` }));
    for (const { id } of keys) {
      await ask('getServiceKey', 200, service().get(`/v1/service-keys/${id}`));
      await ask('deleteServiceKey', 204, service().delete(`/v1/service-keys/${id}`));
      await ask('getServiceKey', 404, service().get(`/v1/service-keys/${id}`));
    }
    const acts = await ask('listAdministrativeActs', 200, service().get('/v1/administrative-acts?limit=3'));
    expect(acts.body.data[0]).toMatchObject({ operation: 'deleteServiceKey' });
    const log = await ask('listAccessLogEntries', 200, service().get(`/v1/users/${userId}/access-log?limit=1`));
    expect(log.body.data).toHaveLength(1);
    await ask('listAccessLogEntries', 400, service().get(`/v1/users/${userId}/access-log?from=0`));
  });

  it('from rows whose owner the statement names, except for statements of everybody', async () => {
    expect(await statementsWithoutOwner(service().dataSource)).toEqual([]);
  });

  it('no route is left out', () => expect([...described.seen].toSorted()).toEqual(described.operationIds.toSorted()));
});
