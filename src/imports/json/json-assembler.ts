import type { JsonToken } from './json-tokens.js';
import { jsonNumber, type JsonObject, type JsonValue } from './json-value.js';

/** Makes a value of the tokens that it consists of. */
export class JsonAssembler {
  private readonly open: (JsonObject | JsonValue[])[] = [];
  private readonly keys: string[] = [];
  private key = '';

  /** Takes the next token, and answers the value when it is whole. */
  take(token: JsonToken): JsonValue | undefined {
    switch (token.name) {
      case 'startObject':
        return this.enter(Object.create(null) as JsonObject);
      case 'startArray':
        return this.enter([]);
      case 'keyValue':
        this.key = token.value;
        return undefined;
      case 'endObject':
      case 'endArray':
        return this.leave();
      case 'numberValue':
        return this.add(jsonNumber(token.value));
      case 'stringValue':
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        return this.add(token.value);
    }
  }

  /** The array or object that is being read. */
  get around(): JsonObject | JsonValue[] | undefined {
    return this.open.at(-1);
  }

  private enter(container: JsonObject | JsonValue[]): undefined {
    this.keys.push(this.key);
    this.open.push(container);
  }

  private leave(): JsonValue | undefined {
    const container = this.open.pop()!;
    this.key = this.keys.pop()!;
    return this.add(container);
  }

  private add(value: JsonValue): JsonValue | undefined {
    const parent = this.open.at(-1);
    if (parent === undefined) return value;
    if (Array.isArray(parent)) parent.push(value);
    else parent[this.key] = value;
    return undefined;
  }
}
