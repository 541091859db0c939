import { TextDecoder } from 'node:util';
import { MalformedFile, type Reading, type ReadingContext } from '../../import-format.js';
import { ExportParser } from './export-parser.js';

/** V8 keeps longer texts apart from short-lived objects, and lets a hundred megabytes of them gather before it looks for garbage there. */
const PIECE = 32 * 1024;

/** Where an export lies, and the names of the files of clinical records that lie beside it. */
export interface ExportLocation {
  /** Before the line in every place: nothing, or the name in the zip. */
  where: string;
  clinicalFiles: ReadonlySet<string>;
}

/**
 * Reads the XML of an export as it comes.
 * @throws MalformedFile after everything that was read before
 */
export async function* readExport(
  chunks: AsyncIterable<Buffer>,
  { timeZone }: ReadingContext,
  { where, clinicalFiles }: ExportLocation,
): AsyncGenerator<Reading> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new ExportParser(timeZone, where, clinicalFiles);
  let fault: MalformedFile | null = null;
  try {
    for await (const chunk of chunks) {
      for (let from = 0; from < chunk.length; from += PIECE)
        parser.write(decode(decoder, chunk.subarray(from, from + PIECE), parser));
      yield* parser.entries.take();
    }
    parser.write(decode(decoder, undefined, parser));
    parser.end();
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    fault = error;
  }
  yield* parser.entries.end();
  if (fault) throw fault;
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, parser: ExportParser): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new MalformedFile(parser.place, 'the file is not UTF-8', 'not_utf8');
  }
}
