import { Proxy } from '../bench/drills/proxy.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { expectProblem } from './support/problem.js';
import { type Answer, Service } from './support/service.js';

const PATIENCE_MS = 2500;
const metricsToken = 'only-for-tests-7d1e0c9b5a3f86420';
let server: EmbeddedPostgres;
let proxy: Proxy;
let service: Service;

beforeAll(async () => {
  server = await startEmbeddedPostgres({ ephemeral: true });
  await migrate(server.url);
  const url = new URL(server.url);
  proxy = await Proxy.before(Number(url.port));
  url.port = String(proxy.port);
  service = await Service.on(server.url, { metricsToken }, {}, { url: url.href });
}, 60_000);
afterAll(async () => {
  await service.dataSource.destroy();
  await service.app.close();
  proxy.close();
  await server.stop(); // again, where all went well
});

const scrape = (path = '/metrics', token = metricsToken): Promise<Answer> =>
  service.get(path, { authorization: `Bearer ${token}` });

async function scrapeInTime(): Promise<string> {
  const asked = performance.now();
  const { status, body } = await scrape();
  expect(status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(PATIENCE_MS);
  return body as string;
}

describe('A token for metrics', () => {
  it('opens metrics and nothing else, and no other opens them', async () => {
    expect((await scrape()).body).toMatch(/^health_tracker_ledger_rows \d+$/m);
    expectProblem(await scrape('/v1/users'), 401, 'invalid_credentials');
    for (const wrong of [metricsToken.slice(1), `${metricsToken}x`, 'x'])
      expectProblem(await scrape('/metrics', wrong), 401, 'invalid_credentials');
  });

  it('lets the process say what it knows while the way to the database is silent, and while there is none', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5000)); // until what was seen in the database is forgotten
    proxy.swallow();
    expect(await scrapeInTime()).toMatch(/^health_tracker_http_requests_in_flight 0$/m);
    await server.stop();
    const told = await scrapeInTime();
    expect(told).toMatch(/^health_tracker_database_pool_max 6$/m);
    expect(told).not.toMatch(/^health_tracker_ledger_rows /m); // nobody knows
    expectProblem(await scrape('/metrics', service.key), 503, 'unavailable');
  }, 30_000);
});
