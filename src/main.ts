import 'reflect-metadata';
import { accessSettings, assertSecretsGiven, operatorKey } from './access/installation.js';
import { OperatorKeyService } from './access/operator-key.service.js';
import { SampledAuditService } from './audit/sampled-audit.service.js';
import { DemoService } from './demo/demo.service.js';
import { bringDemoForward, isDemoLoaded, loadDemo } from './demo/load-demo.js';
import { createApp } from './create-app.js';
import { assertMigrated, migrate } from './database/migrate.js';
import { openDatabase } from './database/open-database.js';
import { readEnvironment } from './environment.js';
import { Shutdown } from './shutdown.js';
import { StartRefused } from './start-refused.js';
import { welcome } from './welcome.js';

const shutdown = new Shutdown();
try {
  const environment = readEnvironment();
  assertSecretsGiven(environment);
  const database = await shutdown.closing(openDatabase(environment.databaseUrl, environment.dataFolder), (it) => it.stop());
  await (environment.migrateOnStart ? migrate : assertMigrated)(database.url);
  const app = await shutdown.closing(
    createApp(
      {
        url: database.url,
        poolSize: environment.databasePoolSize,
        statementTimeoutMs: environment.databaseStatementTimeoutMs,
        preparedStatements: environment.preparedStatements,
      },
      { logger: { level: environment.logLevel } },
      accessSettings(environment, database.folder),
      { folder: environment.dataFolder, maxBytes: environment.importMaxBytes },
    ),
    (it) => it.close(),
  );
  await app.init();
  const key = await operatorKey(app.get(OperatorKeyService), environment, database.folder);
  const demo = environment.demo ? app.get(DemoService) : null;
  const isEarlierDemo = demo !== null && (await isDemoLoaded(demo));
  if (demo && !isEarlierDemo) await loadDemo(demo);
  await app.listen(environment.port, environment.host).catch((error: Error) => {
    throw new StartRefused(`HOST, PORT: ${error.message}`, { cause: error });
  });
  if (environment.auditIntervalSeconds > 0) app.get(SampledAuditService).start(environment.auditIntervalSeconds);
  console.log(welcome(await app.getUrl(), database.description, { key, hasDemo: environment.demo }));
  if (isEarlierDemo) await bringDemoForward(demo); // nobody waits for it
} catch (error) {
  shutdown.fail(error);
}
