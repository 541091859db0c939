import { isUtf8 } from 'node:buffer';
import { MalformedFile, type Place } from '../../import-format.js';

const NEWLINE = 0x0a;
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * The same bytes in chunks of whole lines.
 * @throws MalformedFile with the line, where they are not UTF-8
 */
export async function* utf8Chunks(chunks: AsyncIterable<Buffer>, placeOf: (line: number) => Place): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const lines = bytes.subarray(0, end);
    line = check(lines, line, placeOf);
    if (end > 0) yield lines;
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE) throw new MalformedFile(placeOf(line), 'the line is too long', 'entry_too_large');
  }
  check(rest, line, placeOf);
  if (rest.length > 0) yield rest;
}

/** Answers the number of the line that follows. */
function check(lines: Buffer, first: number, placeOf: (line: number) => Place): number {
  const isWhole = isUtf8(lines);
  let line = first;
  for (let from = 0; ; line++) {
    const end = lines.indexOf(NEWLINE, from);
    if (!isWhole && !isUtf8(lines.subarray(from, end === -1 ? lines.length : end)))
      throw new MalformedFile(placeOf(line), 'the line is not UTF-8: save the file as UTF-8', 'not_utf8');
    if (end === -1) return line;
    from = end + 1;
  }
}
