import type { OpenAPIObject } from '@nestjs/swagger';
import { namedSchemasOf, nameIn, type Schema, schemasOf } from './parts-of-document.js';

/** The same document in OpenAPI 3.0.3, in which null is no type and a reference stands alone, for generators that cannot read 3.1 yet. */
export function asOpenApi30(document: OpenAPIObject): OpenAPIObject {
  const copy = { ...structuredClone(document), openapi: '3.0.3' };
  const schemas = namedSchemasOf(copy);
  for (const schema of schemasOf(copy)) {
    withoutNullType(schema);
    withoutNullAlternative(schema, schemas);
    withReferenceAlone(schema);
  }
  removeUnused(copy);
  return copy;
}

function withoutNullType(schema: Schema): void {
  if (!Array.isArray(schema.type)) return;
  schema.type = schema.type.find((type) => type !== 'null');
  schema.nullable = true;
}

/** Null is allowed beside a type only, and where there is a list of values it has to be one of them. */
function withoutNullAlternative(schema: Schema, named: Record<string, Schema>): void {
  if (!schema.anyOf?.some(({ type }) => type === 'null')) return;
  const reference = schema.anyOf.find(({ $ref }) => $ref !== undefined)!;
  const { type, enum: values } = named[nameIn(reference)!]!;
  delete schema.anyOf;
  Object.assign(schema, { type, nullable: true }, values ? { enum: [...values, null] } : { allOf: [reference] });
}

function withReferenceAlone(schema: Schema): void {
  const { $ref, ...neighbours } = schema;
  if ($ref === undefined || Object.keys(neighbours).length === 0) return;
  delete schema.$ref;
  schema.allOf = [{ $ref }];
}

/** The lists of values that were needed only where they are written out now. */
function removeUnused(document: OpenAPIObject): void {
  const used = new Set(JSON.stringify(document).match(/(?<="#\/components\/schemas\/)\w+/g));
  const schemas = Object.entries(namedSchemasOf(document)).filter(([name]) => used.has(name));
  document.components = { ...document.components, schemas: Object.fromEntries(schemas) };
}
