import { isObject, type JsonObject, type JsonValue } from '../json/json-value.js';
import { UnreadableEntry } from './entry-reading.js';

// Members of an entry by name: undefined where the entry does not say them, or says null.

const wrong = (name: string, what: string) => new UnreadableEntry('invalid_value', `${name} must be ${what}`);

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;

/** A number, or the text of one. */
export function numberOf(entry: JsonObject, name: string): number | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'string' && DECIMAL.test(value)) return Number(value);
  throw wrong(name, 'a number');
}

/** A number that is not negative: some vendors write -1 for what they do not know. */
export function amountOf(entry: JsonObject, name: string): number | undefined {
  const value = numberOf(entry, name);
  return value === -1 ? undefined : value;
}

export function textOf(entry: JsonObject, name: string): string | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrong(name, 'a text');
}

export function flagOf(entry: JsonObject, name: string): boolean | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrong(name, 'true or false');
}

export function objectOf(entry: JsonObject, name: string): JsonObject | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw wrong(name, 'an object');
}

/** A list of objects. */
export function listOf(entry: JsonObject, name: string): JsonObject[] | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined || (Array.isArray(value) && value.every(isObject))) return value;
  throw wrong(name, 'a list of objects');
}

/** An identifier: a text or a whole number, as text. */
export function idOf(entry: JsonObject, name: string): string | undefined {
  const value = entry[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return String(value);
  throw wrong(name, 'an identifier');
}

/** What an entry must say. */
export function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UnreadableEntry('missing_value', `${name} is missing`);
  return value;
}

/** An entry that is an object, as nearly all are. */
export function entryOf(value: JsonValue): JsonObject {
  if (isObject(value)) return value;
  throw new UnreadableEntry('invalid_value', 'the entry must be an object');
}
