import { accessSettings } from '../access/installation.js';
import type { OpenDatabase } from '../database/open-database.js';
import type { Environment } from '../environment.js';
import type { Shutdown } from '../shutdown.js';
import { answerWorkers } from '../status/worker-metrics.js';
import { Workers } from './workers.js';

/**
 * Lets several processes serve, on the database that is open and migrated. This one starts them and answers nothing itself; it
 * keeps the data in order as they do, which any number of processes may.
 */
export async function serveByWorkers(database: OpenDatabase, environment: Environment, shutdown: Shutdown): Promise<string> {
  const workers = new Workers(environment.workers, {
    DATABASE_URL: database.url,
    TOKEN_SECRET: accessSettings(environment, database.folder).tokenSecrets.join(','),
    MIGRATE_ON_START: 'false',
    DEMO: 'false',
    WORKERS: '1',
  });
  answerWorkers();
  const starting = workers.start();
  shutdown.draining(environment.drainSeconds, () => workers.tell('SIGTERM'));
  const { address, port } = await shutdown.closing(starting, () => workers.stop());
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
