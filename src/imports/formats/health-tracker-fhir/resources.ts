import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { OWN } from './vocabulary.js';

/** The objects of a list; of anything else, none. */
export const objectsIn = (value: JsonValue | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A member of an object, if it is one. */
export const memberOf = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isObject(value) ? value[name] : undefined;

/** The code that a concept has in one of our code systems. */
export const codeIn = (concept: JsonValue | undefined, system: string): JsonValue | undefined =>
  objectsIn(memberOf(concept, 'coding')).find((coding) => coding.system === system)?.code;

/** The extension of an element that has the address. */
export const extensionOf = (element: JsonValue | undefined, url: string): JsonObject | undefined =>
  objectsIn(memberOf(element, 'extension')).find((extension) => extension.url === url);

/** What records of every kind have in common. Members of which nothing is said are absent. */
export function commonMembers(resource: JsonObject): Record<string, unknown> {
  const source = extensionOf(resource, OWN.source);
  const said = {
    id: resource.id,
    source:
      source &&
      defined({
        name: extensionOf(source, 'name')?.valueString,
        kind: extensionOf(source, 'kind')?.valueCode,
        device: extensionOf(source, 'device')?.valueString,
      }),
    externalId: objectsIn(resource.identifier).find(({ system }) => system === OWN.externalId)?.value,
    timeZone: extensionOf(resource, OWN.timeZone)?.valueCode,
  };
  return defined(said);
}

export const defined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
