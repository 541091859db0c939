import cluster from 'node:cluster';
import type { INestApplicationContext } from '@nestjs/common';
import { assertSecretsGiven, operatorKey } from './access/installation.js';
import { OperatorKeyService } from './access/operator-key.service.js';
import { DemoService } from './demo/demo.service.js';
import { bringDemoForward, isDemoLoaded, loadDemo } from './demo/load-demo.js';
import { assertMigrated, migrate } from './database/migrate.js';
import { openDatabase } from './database/open-database.js';
import { readEnvironment } from './environment.js';
import { openService, serve } from './serve.js';
import { Shutdown } from './shutdown.js';
import { welcome } from './welcome.js';
import { serveByWorkers } from './workers/serve-by-workers.js';

/** Loads the demonstration where it is not there yet; returns what is left to be done for one that is, for which nobody waits. */
async function prepareDemo(app: INestApplicationContext): Promise<() => Promise<void>> {
  const demo = app.get(DemoService);
  if (await isDemoLoaded(demo)) return () => bringDemoForward(demo);
  await loadDemo(demo);
  return () => Promise.resolve();
}

const shutdown = new Shutdown();
try {
  const environment = readEnvironment();
  assertSecretsGiven(environment);
  const database = await shutdown.closing(openDatabase(environment.databaseUrl, environment.dataFolder), (it) => it.stop());
  await (environment.migrateOnStart ? migrate : assertMigrated)(database.ownerUrl);
  await database.admitService();
  const app = await openService(database, environment, shutdown);
  const key = await operatorKey(app.get(OperatorKeyService), environment, database.folder);
  const finishDemo = environment.demo ? await prepareDemo(app) : null;
  const url =
    environment.workers === 1 ? await serve(app, environment, shutdown) : await serveByWorkers(database, environment, shutdown);
  if (!cluster.isWorker) console.log(welcome(url, database.description, { key, hasDemo: environment.demo }));
  await finishDemo?.();
} catch (error) {
  shutdown.fail(error);
}
