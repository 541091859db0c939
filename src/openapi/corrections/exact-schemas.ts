import type { OpenAPIObject } from '@nestjs/swagger';
import { namedSchemasOf, nameIn, operationsOf, type Schema, schemasOf, withInner } from '../parts-of-document.js';

const LENGTHS: Readonly<Record<string, number>> = { uuid: 36, date: 10, 'date-time': 35 };

/** Says how long a string of a format can be. */
export function boundFormats(document: OpenAPIObject): void {
  for (const schema of schemasOf(document)) {
    const length = LENGTHS[schema.format ?? ''];
    if (length !== undefined) schema.maxLength ??= length;
  }
}

/** Says how many values a list of named values can have: the plugin does not pass on what a query's decorator says of it. */
export function boundEnumLists(document: OpenAPIObject): void {
  const schemas = namedSchemasOf(document);
  for (const schema of schemasOf(document)) {
    const values = schemas[nameIn(schema.items ?? {}) ?? '']?.enum;
    if (values) schema.maxItems ??= values.length;
  }
}

/** A reference may have neighbours in OpenAPI 3.1, so that nothing needs to be composed of one part. */
export function referDirectly(document: OpenAPIObject): void {
  for (const schema of schemasOf(document)) {
    const [only, ...others] = schema.allOf ?? [];
    if (!only?.$ref || others.length > 0) continue;
    delete schema.allOf;
    schema.$ref = only.$ref;
  }
}

/** A member of a body that nobody knows is refused, in nested objects too. */
export function closeBodies(document: OpenAPIObject): void {
  const schemas = namedSchemasOf(document);
  const closed = new Set<string>();
  const close = (schema: Schema): void => {
    for (const inner of withInner(schema)) {
      const name = nameIn(inner);
      if (inner.properties) inner.additionalProperties = false;
      if (name === undefined || closed.has(name)) continue;
      closed.add(name);
      close(schemas[name]!);
    }
  };
  for (const { operation } of operationsOf(document)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) close(schema!);
  }
}
