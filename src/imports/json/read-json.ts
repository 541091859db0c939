import { MalformedFile, type Place, type ReadingContext } from '../import-format.js';
import { JsonAssembler } from './json-assembler.js';
import { JsonPosition } from './json-position.js';
import { jsonTokens, LONGEST_ENTRY, type JsonToken } from './json-tokens.js';
import { isObject, type JsonObject, type JsonValue } from './json-value.js';

/** An element of a list, or a document when it is over. */
export interface JsonPart {
  place: Place;
  value: JsonValue;
  /** The names on the way from the document to the list, `*` for any element of an array on it; null for a document. */
  list: readonly string[] | null;
  /** The name of an element in a list that is an object; else null. */
  name: string | null;
  /** What stands before the list in the object around it; empty for a document. */
  beside: Readonly<JsonObject>;
}

/** Whether what is at a path in a document is a list whose elements come one by one. */
export type IsList = (names: readonly string[], container: 'array' | 'object') => boolean;

const DEEPEST = 100;

/**
 * The documents of a JSON file: its values, or the elements of an array that is the whole of a value. The elements of a document's
 * lists come before it, one by one, and it has an empty list in their place: no more is in memory than one element and what remains
 * of its document.
 * @throws MalformedFile with the place
 */
export async function* readJson(path: string, context: ReadingContext, isList: IsList): AsyncGenerator<JsonPart> {
  const parts = new JsonParts(isList);
  for await (const { tokens, line, length } of jsonTokens(path, context)) {
    for (const token of tokens) {
      const part = parts.take(token, line);
      if (part) yield part;
    }
    parts.hold(length);
  }
}

/** Makes parts of tokens. */
class JsonParts {
  private readonly position = new JsonPosition();
  private readonly document = new JsonAssembler();
  private readonly element = new JsonAssembler();
  /** How deep documents lie: in an array that is the whole of a value, or not. */
  private documentDepth = 0;
  private list: { names: string[]; depth: number; beside: JsonObject } | null = null;
  private values = 0;
  /** Where the element that is being read began, and its document. */
  private readonly place = { element: '', document: '' };
  private name: string | null = null;
  private readonly held = { document: 0, element: 0 };

  constructor(private readonly isList: IsList) {}

  take(token: JsonToken, line: number): JsonPart | null {
    if (token.name === 'startArray' || token.name === 'startObject') return this.open(token, token.name === 'startArray', line);
    if (token.name === 'endArray' || token.name === 'endObject') return this.close(token);
    if (token.name !== 'keyValue') {
      this.begin(line);
      return this.assemble(token);
    }
    this.position.name(token.value);
    return this.position.depth === this.list?.depth ? null : this.assemble(token);
  }

  /** Counts text that was read, so that what is held in memory stays bounded. */
  hold(length: number): void {
    this.held[this.part] += length;
    if (Math.max(this.held.document, this.held.element) <= LONGEST_ENTRY) return;
    throw new MalformedFile(
      this.place[this.held.element > LONGEST_ENTRY ? 'element' : 'document'],
      'this is too long for one entry',
      'entry_too_large',
    );
  }

  private open(token: JsonToken, isArray: boolean, line: number): JsonPart | null {
    const { depth } = this.position;
    this.begin(line);
    if (depth === 0 && isArray) {
      this.documentDepth = 1;
    } else if (!this.list && depth > this.documentDepth && this.isList(this.names, isArray ? 'array' : 'object')) {
      const around = this.document.around;
      this.document.take(token);
      this.list = { names: this.names, depth: depth + 1, beside: isObject(around) ? around : {} };
    } else {
      this.assemble(token);
    }
    this.position.enter(isArray);
    if (depth >= DEEPEST) throw new MalformedFile(this.place.document, 'values are nested too deeply', 'too_deep');
    return null;
  }

  private close(token: JsonToken): JsonPart | null {
    this.position.leave();
    const { depth } = this.position;
    if (depth === 0 && this.documentDepth === 1) {
      this.documentDepth = 0;
      return null;
    }
    if (this.list && depth < this.list.depth) {
      this.list = null;
      this.held.element = 0;
      this.document.take(token);
      return null;
    }
    return this.assemble(token);
  }

  /** A value begins: note where, if it is a document or an element. */
  private begin(line: number): void {
    const { depth } = this.position;
    this.position.begin();
    if (depth === 0) this.values += 1;
    if (depth !== (this.list?.depth ?? this.documentDepth)) return;
    const { pointer } = this.position;
    this.place[this.part] = this.values > 1 || pointer === '' ? `line ${line}${pointer}` : pointer;
    this.name = this.list ? this.position.lastName : null;
  }

  private assemble(token: JsonToken): JsonPart | null {
    const { part, list } = this;
    const value = this[part].take(token);
    if (value === undefined) return null;
    this.held[part] = 0;
    return {
      place: this.place[part],
      value,
      list: list?.names ?? null,
      name: list ? this.name : null,
      beside: list?.beside ?? {},
    };
  }

  /** What is being read. */
  private get part(): 'document' | 'element' {
    return this.list ? 'element' : 'document';
  }

  private get names(): string[] {
    return this.position.namesFrom(this.documentDepth);
  }
}
