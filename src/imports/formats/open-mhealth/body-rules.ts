import { UnreadableEntry } from '../../entries/entry-reading.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';

/** What a schema demands of one member of a body, which is called by that name. */
export type Rule = (value: JsonValue, name: string) => void;

const refuse = (code: string, detail: string): never => {
  throw new UnreadableEntry(code, detail);
};

export const text: Rule = (value, name) => {
  if (typeof value !== 'string') refuse('invalid_value', `${name} must be a text`);
};
export const number: Rule = (value, name) => {
  if (typeof value !== 'number') refuse('invalid_value', `${name} must be a number`);
};
export const flag: Rule = (value, name) => {
  if (typeof value !== 'boolean') refuse('invalid_value', `${name} must be true or false`);
};
export const oneOf =
  (...words: readonly string[]): Rule =>
  (value, name) => {
    if (!words.includes(value as string)) refuse('invalid_value', `${name} must be one of: ${words.join(', ')}`);
  };

/** A number with one of these units. */
export const measured =
  (...units: readonly string[]): Rule =>
  (value, name) => {
    if (!isObject(value)) throw new UnreadableEntry('invalid_value', `${name} must have a value and a unit`);
    if (!units.includes(value.unit as string)) refuse('invalid_unit', `the unit of ${name} must be one of: ${units.join(', ')}`);
    number(value.value ?? null, `the value of ${name}`);
  };

/** The number of a member for which {@link measured} holds. */
export function measure(body: JsonObject, name: string): { value: number; unit: string } | undefined {
  const value = body[name];
  return isObject(value) ? (value as { value: number; unit: string }) : undefined;
}
