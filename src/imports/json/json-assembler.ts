import type { JsonToken } from './json-tokens.js';
import { jsonNumber, type JsonObject, type JsonValue } from './json-value.js';

/** Makes a value of the tokens that it consists of. */
export class JsonAssembler {
  private readonly open: (JsonObject | JsonValue[])[] = [];
  private readonly keys: string[] = [];
  private key = '';

  /** Takes the next token, and answers the value when it is whole. */
  take(token: JsonToken): JsonValue | undefined {
    if ('value' in token) return this.takeValue(token);
    if (token.name === 'endObject' || token.name === 'endArray') return this.leave();
    this.keys.push(this.key);
    this.open.push(token.name === 'startObject' ? (Object.create(null) as JsonObject) : []);
    return undefined;
  }

  private takeValue(token: Extract<JsonToken, { value: unknown }>): JsonValue | undefined {
    if (token.name !== 'keyValue') return this.add(token.name === 'numberValue' ? jsonNumber(token.value) : token.value);
    this.key = token.value;
    return undefined;
  }

  /** The array or object that is being read. */
  get around(): JsonObject | JsonValue[] | undefined {
    return this.open.at(-1);
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
