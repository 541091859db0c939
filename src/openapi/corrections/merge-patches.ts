import type { OpenAPIObject } from '@nestjs/swagger';
import { namedSchemasOf, type Schema } from '../parts-of-document.js';

const MEANING = 'A JSON merge patch (RFC 7396): null clears a member, an absent one stays as it is.';

/** A schema `UpdateX` is a merge patch of `CreateX`, or of `X`: what may be absent there may be null here. */
export function describeMergePatches(document: OpenAPIObject): void {
  const schemas = namedSchemasOf(document);
  for (const [name, patch] of Object.entries(schemas)) {
    const noun = /^Update(.+)/.exec(name)?.[1];
    const { required = [] } = (noun && (schemas[`Create${noun}`] ?? schemas[noun])) || {};
    if (noun) describePatch(patch, required);
  }
}

function describePatch(patch: Schema, required: readonly string[]): void {
  patch.description ??= MEANING;
  const members = Object.entries(patch.properties ?? {});
  patch.properties = Object.fromEntries(
    members.map(([name, member]) => [name, required.includes(name) ? member : orNull(member)]),
  );
}

function orNull(schema: Schema): Schema {
  const { $ref, type, ...rest } = schema;
  if ($ref !== undefined) return { ...rest, anyOf: [{ $ref }, { type: 'null' }] };
  return type === undefined ? schema : { ...schema, type: [...new Set([type, 'null'].flat())] };
}
