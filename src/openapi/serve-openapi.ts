import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { dump } from 'js-yaml';
import { asOpenApi30 } from './openapi-3-0.js';
import { asText, openApiDocument } from './openapi-document.js';
import { servePublicly } from './public-file.js';
import { serveSwaggerUi } from './swagger-ui.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const YAML_TYPE = 'application/yaml; charset=utf-8';

/** Serves the OpenAPI document, made at the first request for it, and Swagger UI. Neither describes itself. */
export function serveOpenApi(server: FastifyInstance, app: NestFastifyApplication): void {
  let built: OpenAPIObject | undefined;
  const document = (): OpenAPIObject => (built ??= openApiDocument(app));
  servePublicly(server, '/openapi.json', () => ({ type: JSON_TYPE, content: asText(document()) }));
  servePublicly(server, '/openapi-3.0.json', () => ({ type: JSON_TYPE, content: asText(asOpenApi30(document())) }));
  servePublicly(server, '/openapi.yaml', () => ({ type: YAML_TYPE, content: dump(document(), { noRefs: true }) }));
  serveSwaggerUi(server);
}
