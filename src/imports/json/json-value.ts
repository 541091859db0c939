/** A value of a JSON file. Whole numbers that a number cannot hold exactly are `bigint`: the ids of some vendors are so long. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;

/** An object of a JSON file, without a prototype, so that what the file does not say is undefined. */
export interface JsonObject {
  [name: string]: JsonValue | undefined;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONG_INTEGER = /^-?\d{16,40}$/;

/** The number that a JSON file writes so. */
export function jsonNumber(text: string): number | bigint {
  const number = Number(text);
  return LONG_INTEGER.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}
