import { createReadStream } from 'node:fs';
import type { ReadingContext } from './import-format.js';

const CHUNK = 256 * 1024;

/** The bytes of a file in chunks; the context is told how many there have been. */
export async function* chunksOfFile(path: string, { onBytes }: ReadingContext): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes?.(bytes);
    yield chunk;
  }
}
