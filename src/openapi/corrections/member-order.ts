import type { OpenAPIObject } from '@nestjs/swagger';
import { schemasOf } from '../parts-of-document.js';

const FIRST = ['id', 'userId'];
const LAST = ['source', 'externalId', 'timeZone', 'createdAt', 'updatedAt'];

/** What a record is about stands between what identifies it and what is kept beside it: people read a schema from its top. */
export function orderMembers(document: OpenAPIObject): void {
  const rank = (name: string): number => (FIRST.indexOf(name) + 1 || FIRST.length + 1) + (LAST.indexOf(name) + 1);
  for (const schema of schemasOf(document)) {
    if (!schema.properties) continue;
    const members = Object.entries(schema.properties).toSorted(([a], [b]) => rank(a) - rank(b));
    schema.properties = Object.fromEntries(members);
  }
}
