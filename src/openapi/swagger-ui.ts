import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { servePublicly } from './public-file.js';

const { resolve } = createRequire(import.meta.url);

const ASSETS = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript', 'favicon-32x32.png': 'image/png' };

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Health Tracker API</title>
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/**
 * Without `validatorUrl: null`, Swagger UI would show the document to a service on the internet. A service key that the address has
 * after its `#` is entered under Authorize, and taken out of the address.
 */
const START = `const key = new URLSearchParams(location.hash.slice(1)).get('key');
if (key) history.replaceState(null, '', location.pathname);
const ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  showCommonExtensions: true,
  defaultModelsExpandDepth: 0,
  onComplete: () => key && ui.preauthorizeApiKey('serviceKey', key),
});
`;

/** The browser itself keeps the page from asking anybody else. Swagger UI draws with inline styles and pictures. */
const ONLY_FROM_HERE = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Swagger UI at `/docs`, all of it from this service. */
export function serveSwaggerUi(server: FastifyInstance): void {
  servePublicly(server, '/docs', () => ({ type: 'text/html; charset=utf-8', content: PAGE, headers: ONLY_FROM_HERE }));
  server.get('/docs/', { config: { rule: 'public', takesQuery: true } }, (_request, reply) => reply.redirect('../docs', 308));
  servePublicly(server, '/docs/start.js', () => ({ type: 'text/javascript; charset=utf-8', content: START }));
  for (const [name, type] of Object.entries(ASSETS)) {
    servePublicly(server, `/docs/${name}`, async () => ({ type, content: await readFile(resolve(`swagger-ui-dist/${name}`)) }));
  }
}
