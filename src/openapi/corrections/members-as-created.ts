import type { OpenAPIObject } from '@nestjs/swagger';
import { namedSchemasOf, type Schema } from '../parts-of-document.js';

const SHARED = [
  'description',
  'format',
  'example',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const;

/** What `CreateUser` says of a member holds in `User` too, where that says nothing else: it is written once. */
export function describeMembersAsCreated(document: OpenAPIObject): void {
  const schemas = namedSchemasOf(document);
  for (const [noun, answered] of Object.entries(schemas)) {
    const created = schemas[`Create${noun}`]?.properties ?? {};
    for (const [name, member] of Object.entries(answered.properties ?? {})) {
      const model = created[name];
      if (model && !member.$ref) describe(member, model);
    }
  }
}

function describe(member: Schema, model: Schema): void {
  for (const keyword of SHARED) {
    if (model[keyword] !== undefined) member[keyword] ??= model[keyword] as never;
  }
  if ([model.type].flat().includes('integer')) member.type = asInteger(member.type);
}

function asInteger(type: Schema['type']): Schema['type'] {
  return Array.isArray(type) ? type.map((one) => (one === 'number' ? 'integer' : one)) : 'integer';
}
