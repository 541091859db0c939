import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AccessSettings } from './access/access-settings.js';
import { Gate } from './access/gate.js';
import { AccessLog } from './access/log/access-log.js';
import { AppModule } from './app.module.js';
import type { DatabaseSettings } from './database/data-source.js';
import { createHttpAdapter, type HttpOptions } from './http/http-adapter.js';
import type { ImportSettings } from './imports/jobs/import-settings.js';
import { protectPages } from './http/protect-pages.js';
import { serveOpenApi } from './openapi/serve-openapi.js';

/** The service, ready to listen; its database is there and migrated. */
export async function createApp(
  database: DatabaseSettings,
  http: HttpOptions = {},
  access?: AccessSettings,
  revision?: string,
  imports?: ImportSettings,
): Promise<NestFastifyApplication> {
  const module = AppModule.connectedTo(database, access, revision, imports);
  const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(http), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await protectPages(app, http.corsOrigins ?? []);
  const server = app.getHttpAdapter().getInstance();
  app.get(Gate).guard(server);
  app.get(AccessLog).follow(server);
  serveOpenApi(app);
  return app;
}
