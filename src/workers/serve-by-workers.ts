import type { OpenDatabase } from '../database/open-database.js';
import type { Environment } from '../environment.js';
import type { Shutdown } from '../shutdown.js';
import { answerWorkers } from '../status/worker-metrics.js';
import { Workers } from './workers.js';

/**
 * Lets several processes serve, on the database that is open and migrated; this one answers nothing itself. It has no part in the
 * data: what keeps it in order may run in any number of processes.
 */
export async function serveByWorkers(database: OpenDatabase, environment: Environment, shutdown: Shutdown): Promise<string> {
  const settings = { DATABASE_URL: database.url, MIGRATE_ON_START: 'false', DEMO: 'false', WORKERS: '1' };
  const workers = new Workers(environment.workers, settings);
  answerWorkers();
  const starting = workers.start();
  shutdown.draining(environment.drainSeconds, () => workers.tell('SIGTERM'));
  const { address, port } = await shutdown.closing(starting, () => workers.stop());
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
