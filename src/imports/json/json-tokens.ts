import { TextDecoder } from 'node:util';
import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { chunksOfFile } from '../chunks-of-file.js';
import { MalformedFile, type ReadingContext } from '../import-format.js';

const MEBIBYTE = 1024 * 1024;
/** What must fit into memory at once, in characters: the longest text, and the longest entry. */
export const LONGEST_ENTRY = 4 * MEBIBYTE;
const LONGEST_PIECE = 4096;

/** The tokens that values are made of: no other ones are asked for. */
export type JsonToken = Extract<
  Token,
  {
    name:
      | 'startObject'
      | 'endObject'
      | 'startArray'
      | 'endArray'
      | 'keyValue'
      | 'stringValue'
      | 'numberValue'
      | 'nullValue'
      | 'trueValue'
      | 'falseValue';
  }
>;

/** The tokens that end with one piece of the file, which begins on the given line. */
export interface TokenPiece {
  tokens: readonly JsonToken[];
  /** Of the first character that is not white space, from 1. */
  line: number;
  /** How long the text of the piece was, in characters. */
  length: number;
}

/**
 * The tokens of a JSON file, or of several JSON values one after the other. A piece ends with a `}`, so that whatever was whole
 * before a fault is handed on before the fault is told.
 * @throws MalformedFile with the line, where the file is not JSON, ends too early or is not UTF-8
 */
export async function* jsonTokens(path: string, context: ReadingContext): AsyncGenerator<TokenPiece> {
  const parse = jsonParser({ packValues: true, streamValues: false, jsonStreaming: true }) as Parse;
  let line = 1;
  let unanswered = 0;
  let empty = true;
  for await (const piece of piecesOf(path, context)) {
    const start = line + newlinesIn(/^\s*/.exec(piece)![0]);
    line += newlinesIn(piece);
    const tokens = answer(() => parse(piece), start, 'malformed_json');
    unanswered = tokens.length > 0 ? 0 : unanswered + piece.length;
    if (unanswered > LONGEST_ENTRY) throw new MalformedFile(`line ${start}`, 'a text is too long', 'entry_too_large');
    empty &&= tokens.length === 0;
    yield { tokens, line: start, length: piece.length };
  }
  const last = answer(() => parse(END), line, 'truncated');
  if (empty && last.length === 0) throw new MalformedFile('line 1', 'there is no JSON in the file', 'truncated');
  yield { tokens: last, line, length: 0 };
}

/** What stream-json's parser takes for the end of its input. */
const END = Symbol.for('object-stream.none');
type Parse = (text: string | typeof END) => { values: JsonToken[] } | typeof END;

function answer(parse: () => ReturnType<Parse>, line: number, code: string): JsonToken[] {
  try {
    const answered = parse();
    return typeof answered === 'symbol' ? [] : answered.values;
  } catch {
    const why = code === 'truncated' ? 'the file ends in the middle of a value' : 'this is not JSON';
    throw new MalformedFile(`line ${line}`, why, code);
  }
}

async function* piecesOf(path: string, context: ReadingContext): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunksOfFile(path, context)) yield* cut(decode(decoder, chunk));
  yield* cut(decode(decoder));
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new MalformedFile('line 1', 'the file is not UTF-8', 'not_utf8');
  }
}

function* cut(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const brace = text.indexOf('}', from);
    const end = Math.min(brace === -1 ? text.length : brace + 1, from + LONGEST_PIECE);
    yield text.slice(from, end);
    from = end;
  }
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
