// Writes the OpenAPI document of the build to openapi.json, and the types of a client made of it. No database is needed.
// With --check, nothing is written: both files have to be right already, and two linters have to be content with the document and
// with its OpenAPI 3.0.3 copy. Nothing is asked of the network.
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import './build-if-needed.mjs';

const { AppModule } = await import('../dist/src/app.module.js');
const { createHttpAdapter } = await import('../dist/src/http/http-adapter.js');
const { asText, openApiDocument } = await import('../dist/src/openapi/openapi-document.js');
const { asOpenApi30 } = await import('../dist/src/openapi/openapi-3-0.js');

process.chdir(join(import.meta.dirname, '..'));
const isCheck = process.argv.includes('--check');
const copy = join('dist', 'openapi-3.0.json');

const module = AppModule.connectedTo({ url: 'postgres://localhost/nowhere' });
const app = await NestFactory.create(module, createHttpAdapter(), { preview: true, logger: ['error'], abortOnError: false });
const document = openApiDocument(app);
const text = asText(document);
writeFileSync(copy, asText(asOpenApi30(document)));

if (!isCheck) writeFileSync('openapi.json', text);
else if (readFileSync('openapi.json', 'utf8') !== text) fail('openapi.json is out of date: run "npm run openapi".');

run(
  'openapi-typescript/bin/cli.js',
  'openapi.json',
  '--output',
  join('test', 'client', 'schema.ts'),
  ...(isCheck ? ['--check'] : []),
);
if (isCheck) {
  run('@redocly/cli/bin/cli.js', 'lint', '--format=stylish', 'openapi.json', copy);
  run('@stoplight/spectral-cli/dist/index.js', 'lint', '--fail-severity=hint', 'openapi.json', copy);
}

/** Runs a tool, of which nothing is heard unless it is discontent. */
function run(tool, ...args) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', tool), ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) fail(stdout + stderr);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
