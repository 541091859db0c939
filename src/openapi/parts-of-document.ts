import type {
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from '@nestjs/swagger';

/** A schema as it stands in a document: written out, or a reference to one that has a name. */
export interface Schema extends Omit<
  SchemaObject,
  'properties' | 'items' | 'additionalProperties' | 'allOf' | 'anyOf' | 'oneOf'
> {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** One route of the document, with its parameters and answers written out as the Nest plugin leaves them. */
export interface Operation extends OperationObject {
  parameters: ParameterObject[];
  requestBody?: RequestBodyObject;
  responses: Record<string, ResponseObject>;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Every route of the document. */
export function operationsOf(document: OpenAPIObject): { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] as Operation }] : [])),
  );
}

/** The schemas that have a name. */
export function namedSchemasOf(document: OpenAPIObject): Record<string, Schema> {
  return document.components!.schemas as Record<string, Schema>;
}

/** The name that a reference to a schema holds; undefined where the schema is written out. */
export function nameIn({ $ref }: Schema): string | undefined {
  return $ref?.slice($ref.lastIndexOf('/') + 1);
}

/** A reference to the schema of that name. */
export function referenceTo(name: string): ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** Every schema of the document, however deep, the outer before the inner. */
export function schemasOf(document: OpenAPIObject): Schema[] {
  const inRoutes = operationsOf(document).flatMap(({ operation }) => [
    ...operation.parameters.map(({ schema }) => schema),
    ...contentsOf(operation).map(({ schema }) => schema),
  ]);
  return [...Object.values(namedSchemasOf(document)), ...inRoutes].flatMap((schema) => (schema ? withInner(schema) : []));
}

/** A schema and every schema written inside it; what is only named is not followed. */
export function withInner(schema: Schema): Schema[] {
  const { properties = {}, items, additionalProperties, allOf = [], anyOf = [], oneOf = [] } = schema;
  const inner = [...Object.values(properties), ...allOf, ...anyOf, ...oneOf];
  if (items) inner.push(items);
  if (typeof additionalProperties === 'object') inner.push(additionalProperties);
  return [schema, ...inner.flatMap(withInner)];
}

function contentsOf({ requestBody, responses }: Operation): { schema?: Schema }[] {
  return [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {}));
}
