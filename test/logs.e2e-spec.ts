import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from './support/database.js';
import { AS_OPERATOR, OPERATOR_KEY } from './support/operator-key.js';
import { ServiceProcess } from './support/service-process.js';
import { TELLING_KINDS } from './support/telling-records.js';
import { TranspiledSource } from './support/transpiled-source.js';

const source = new TranspiledSource();
let databaseUrl: string;
let service: ServiceProcess;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  service = await ServiceProcess.start(source.script('main.js'), databaseUrl, { ADMIN_KEY: OPERATOR_KEY, LOG_LEVEL: 'trace' });
}, 60_000);
afterAll(async () => {
  await service.kill();
  source.remove();
  await dropTestDatabase(databaseUrl);
});

const SECRET = 'Ada Lovelace';
const GOOD = 14_321;
const TELLING = 7_654_321;
const send = (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(service.url + path, {
    method,
    headers: { ...AS_OPERATOR, 'content-type': 'application/json', 'x-request-id': 'the-request' },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });

async function execute(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe('the log at its most talkative', () => {
  it('is JSON, has the id of every request, and nothing of what anybody says about a person', async () => {
    const { id } = (await (await send('POST', '/v1/users', { displayName: SECRET, birthDate: '1976-05-04' })).json()) as {
      id: string;
    };
    const startMs = Date.now() - 3 * 86_400_000;
    for (const kind of TELLING_KINDS) {
      const path = `/v1/users/${id}/${kind.path}`;
      const good = kind.body(startMs, GOOD);
      expect((await send('POST', path, good)).status).toBe(201);
      expect(
        (await send('POST', path, { ...good, steps: TELLING, totalSleepSeconds: TELLING, results: [{ value: TELLING }] })).status,
      ).toBe(422);
      expect((await send('POST', path, `{"steps": ${TELLING}, oops`)).status).toBe(400);
      await send('GET', `${path}?cursor=${TELLING}&note=${encodeURIComponent(SECRET)}`);
    }
    await execute('ALTER TABLE physical_activities RENAME TO gone'); // an error that nobody foresaw, with values at hand
    const failed = await send('POST', `/v1/users/${id}/physical-activities`, TELLING_KINDS[0]!.body(startMs, GOOD));
    await execute('ALTER TABLE gone RENAME TO physical_activities');
    expect(failed.status).toBe(500);
    await send('GET', `/get_health_score?user_id=${id}`);

    const lines = service.output.split('\n').filter((line) => line.startsWith('{'));
    const messages = lines.map((line) => JSON.parse(line) as { reqId?: string; context?: string; msg: string });
    expect(messages.filter(({ reqId }) => reqId === 'the-request').length).toBeGreaterThan(20);
    expect(messages.find(({ context }) => context === 'http')?.msg).toContain('failed, request the-request');
    const told = [OPERATOR_KEY, SECRET, '1976-05-04', GOOD, GOOD + 1000, GOOD + 7200, 180 + GOOD / 10_000, TELLING];
    for (const one of told) expect(service.output).not.toMatch(new RegExp(`(?<![\\w.-])${one}(?![\\w-])`));
  });
});
