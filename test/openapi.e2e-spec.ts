import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { load } from 'js-yaml';
import { namedSchemasOf, operationsOf, type Schema, schemasOf } from '../src/openapi/parts-of-document.js';
import { useService } from './support/use-service.js';

const service = useService();
const fetched = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service().url + path, { headers });

let document: OpenAPIObject;
beforeAll(async () => {
  document = (await (await fetched('/openapi.json')).json()) as OpenAPIObject;
});

describe('the OpenAPI document', () => {
  it('is the one in openapi.json', () => {
    expect(document).toEqual(JSON.parse(readFileSync(join(__dirname, '..', 'openapi.json'), 'utf8')));
  });

  it('is the same in YAML', async () => {
    const yaml = await fetched('/openapi.yaml');
    expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(load(await yaml.text())).toEqual(document);
  });

  it('comes in OpenAPI 3.0 for those who cannot read 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const older = (await (await fetched('/openapi-3.0.json')).json()) as OpenAPIObject;
    expect(older.openapi).toBe('3.0.3');
    expect(Object.keys(older.paths)).toEqual(Object.keys(document.paths));
  });

  it('is for everybody to keep, and is not sent again to who has it', async () => {
    const { headers } = await fetched('/openapi.json');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    const again = await fetched('/openapi.json', { 'if-none-match': headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  it('does not describe itself', () => {
    expect(Object.keys(document.paths).filter((path) => /docs|openapi/.test(path))).toEqual([]);
  });

  it('names each operation with a verb and a resource', () => {
    const ids = operationsOf(document).map(({ operation }) => operation.operationId!);
    for (const id of ids) expect(id).toMatch(/^(list|create|get|update|delete|simulate|cancel)[A-Z][A-Za-z]+$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lets every POST be repeated safely', () => {
    const posts = operationsOf(document).filter(({ method }) => method === 'post');
    const unsafe = posts.filter(({ operation }) => !operation.parameters.some(({ name }) => name === 'Idempotency-Key'));
    // An answer that tells a secret is kept nowhere: those who lose it ask for another one.
    expect(unsafe.map(({ path }) => path)).toEqual(['/v1/service-keys', '/v1/users/{userId}/tokens']);
    expect(posts.length).toBeGreaterThan(7);
  });

  it('bounds every string and every list', () => {
    const isUnbounded = ({ type, enum: values, maxLength, maxItems }: Schema): boolean => {
      const types = [type].flat();
      return (
        (types.includes('string') && !values && maxLength === undefined) || (types.includes('array') && maxItems === undefined)
      );
    };
    expect(schemasOf(document).filter(isUnbounded)).toEqual([]);
  });

  it('calls integers integers', () => {
    const { validationMetadatas } = getMetadataStorage() as unknown as {
      validationMetadatas: Map<{ name: string }, { name: string; propertyName: string }[]>;
    };
    const schemas = namedSchemasOf(document);
    const integers = [...validationMetadatas].flatMap(([{ name }, checks]) =>
      checks.filter((check) => check.name === 'isInt').map(({ propertyName }) => [name, propertyName] as const),
    );
    const members = integers.flatMap(([schema, member]) => schemas[schema]?.properties?.[member] ?? []);
    expect(members.length).toBeGreaterThan(5);
    expect(members.filter(({ type }) => ![type].flat().includes('integer'))).toEqual([]);
  });

  it('has no default in a body: generated clients would ask for it', () => {
    expect(Object.values(namedSchemasOf(document)).filter((schema) => JSON.stringify(schema).includes('"default":'))).toEqual([]);
  });

  it('says what every schema is, and shows a value of every member', () => {
    const objects = Object.entries(namedSchemasOf(document)).filter(([, { properties }]) => properties);
    expect(objects.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
    const isShown = ({ type, enum: values, example, anyOf, $ref }: Schema): boolean =>
      example !== undefined ||
      values !== undefined ||
      anyOf !== undefined ||
      $ref !== undefined ||
      ['object', 'array'].includes([type].flat()[0]!);
    const hidden = objects.flatMap(([name, { properties }]) =>
      Object.entries(properties!).flatMap(([member, schema]) => (isShown(schema) ? [] : [`${name}.${member}`])),
    );
    expect(hidden).toEqual([]);
  });
});

describe('Swagger UI', () => {
  it('is all from here: each thing that its page names, and nothing that the browser would let it ask elsewhere', async () => {
    const page = await fetched('/docs');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const html = await page.text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(named).toHaveLength(4);
    for (const address of named) {
      const asset = await fetched(new URL(address, 'http://any/docs').pathname);
      expect([address, asset.status, asset.headers.get('cache-control')]).toEqual([address, 200, 'public, max-age=300']);
    }
    expect(await (await fetched('/docs/start.js')).text()).toContain('validatorUrl: null');
  });

  it('is found with a slash at the end, too', async () => {
    const page = await fetched('/docs/');
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/docs']);
  });
});
