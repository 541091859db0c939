import { isUtf8 } from 'node:buffer';
import { chunksOfFile } from './chunks-of-file.js';
import { MalformedFile, type ReadingContext } from './import-format.js';

/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  /** Null where the bytes are not UTF-8. */
  text: string | null;
  /** Whether the line has an end; only the last one may have none. */
  isWhole: boolean;
}

const NEWLINE = 0x0a;
const LONGEST_LINE = 4 * 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The lines of a file of UTF-8, which end with LF or CRLF; a byte-order mark at the beginning is not part of the first. Those of a
 * chunk come together: to wait for each of them takes longer than to parse it.
 * @throws MalformedFile where a line is longer than 4 MiB
 */
export async function* linesOfFile(path: string, context: ReadingContext): AsyncGenerator<Line[]> {
  let number = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOfFile(path, context)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    yield textsOf(bytes.subarray(0, end)).map((text) => lineOf(number++, text, true));
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE) throw new MalformedFile(`line ${number}`, 'the line is too long', 'entry_too_large');
  }
  if (rest.length > 0) yield [lineOf(number, isUtf8(rest) ? rest.toString() : null, false)];
}

function lineOf(number: number, text: string | null, isWhole: boolean): Line {
  const withoutMark = number === 1 && text?.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return { number, text: withoutMark?.endsWith('\r') ? withoutMark.slice(0, -1) : withoutMark, isWhole };
}

/** The texts of whole lines, all at once unless one of them is not UTF-8. */
function textsOf(lines: Buffer): (string | null)[] {
  if (lines.length === 0) return [];
  if (isUtf8(lines)) return lines.toString('utf8', 0, lines.length - 1).split('\n');
  const texts: (string | null)[] = [];
  for (let from = 0; from < lines.length;) {
    const end = lines.indexOf(NEWLINE, from);
    const line = lines.subarray(from, end);
    texts.push(isUtf8(line) ? line.toString() : null);
    from = end + 1;
  }
  return texts;
}
