import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyLoggerOptions } from 'fastify';
import { accessSettings } from './access/installation.js';
import { SampledAuditService } from './audit/sampled-audit.service.js';
import { createApp } from './create-app.js';
import type { OpenDatabase } from './database/open-database.js';
import type { Environment } from './environment.js';
import type { HttpAdapter } from './http/http-adapter.js';
import type { Shutdown } from './shutdown.js';
import { StartRefused } from './start-refused.js';
import { ReadinessService } from './status/readiness.service.js';
import { StructuredLogger } from './structured-logger.js';
import { traceIds } from './trace-ids.js';

/** One request that the database works on, and two that are ready when it is done. */
const PLACES_A_CONNECTION = 3;
/** How many times as many requests are taken while nothing is amiss. */
const BURST = 4;

/** The service as the settings want it, on a migrated database; it does not listen yet. */
export async function openService(
  { url, folder }: Pick<OpenDatabase, 'url' | 'folder'>,
  environment: Environment,
  shutdown: Shutdown,
): Promise<NestFastifyApplication> {
  const places = environment.maxRequestsInFlight ?? PLACES_A_CONNECTION * environment.databasePoolSize;
  const opening = createApp(
    {
      url,
      replicaUrl: environment.databaseReplicaUrl,
      poolSize: environment.databasePoolSize,
      poolWaitMs: environment.databasePoolWaitMs,
      statementTimeoutMs: environment.databaseStatementTimeoutMs,
      preparedStatements: environment.preparedStatements,
    },
    {
      logger: { level: environment.logLevel, mixin: traceIds } as FastifyLoggerOptions,
      admission: {
        requestsInFlight: places,
        burst: BURST * places,
        eventLoopUtilization: environment.maxEventLoopPercent / 100,
      },
      trustProxy: environment.trustedProxies === 0 ? false : (_address, hop) => hop < environment.trustedProxies,
      corsOrigins: environment.corsOrigins ?? [],
    },
    accessSettings(environment, folder),
    environment.revision,
    { folder: environment.dataFolder, maxBytes: environment.importMaxBytes, reportDays: environment.importReportDays },
  );
  const app = await shutdown.closing(opening, (it) => it.close());
  await app.init();
  app.useLogger(new StructuredLogger(app.getHttpAdapter().getInstance().log));
  return app;
}

/** Listens, and does from now on what a service does beside its answers; returns its address. */
export async function serve(app: NestFastifyApplication, environment: Environment, shutdown: Shutdown): Promise<string> {
  await app.listen(environment.port, environment.host).catch((error: Error) => {
    throw new StartRefused(`HOST, PORT: ${error.message}`, { cause: error });
  });
  shutdown.draining(environment.drainSeconds, () => {
    app.get(ReadinessService).startDraining();
    (app.getHttpAdapter() as HttpAdapter).startDraining();
  });
  if (environment.auditIntervalSeconds > 0) app.get(SampledAuditService).start(environment.auditIntervalSeconds);
  return app.getUrl();
}
