import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AccessSettings } from './access/access-settings.js';
import { Gate } from './access/gate.js';
import { AccessLog } from './access/log/access-log.js';
import { AppModule } from './app.module.js';
import type { DatabaseSettings } from './database/data-source.js';
import { createHttpAdapter, type HttpOptions } from './http/http-adapter.js';
import type { ImportSettings } from './imports/jobs/import-settings.js';
import { allowOrigins, protectPages } from './http/protect-pages.js';
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
  const origins = http.corsOrigins ?? [];
  await allowOrigins(app, origins);
  const server = app.getHttpAdapter().getInstance();
  app.get(Gate).guard(server);
  app.get(AccessLog).follow(server);
  // Apart from all other routes: no browser shows an answer in JSON, and a dozen headers cost each one of them.
  await app.register(async (pages: FastifyInstance) => {
    await protectPages(pages, origins);
    serveOpenApi(pages, app);
  });
  return app;
}
