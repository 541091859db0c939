import type { OpenAPIObject } from '@nestjs/swagger';

const nounOf = (name: string): string => name.replace(/Response$/, '');

/** A copy of the document in which a schema has the name of its noun: `User` rather than the class `UserResponse`. */
export function withNounNames(document: OpenAPIObject): OpenAPIObject {
  const copy = JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === '$ref' ? nounOf(value as string) : value,
  ) as OpenAPIObject;
  const schemas = Object.entries(copy.components?.schemas ?? {}).map(([name, schema]) => [nounOf(name), schema] as const);
  return { ...copy, components: { ...copy.components, schemas: Object.fromEntries(schemas) } };
}
