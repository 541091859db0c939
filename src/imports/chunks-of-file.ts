import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MalformedFile, type ReadingContext } from './import-format.js';

const CHUNK = 64 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b]);
const LARGEST_RATIO = 400;
/** So much text is nothing to be afraid of, whatever it shrank to. */
const HARMLESS = 16 * 1024 * 1024;

/**
 * The bytes of a file in chunks, unpacked where it is gzipped; the context is told how many there have been in the file.
 * @throws MalformedFile where the gzip is damaged, or would be too large when unpacked
 */
export async function* chunksOfFile(path: string, context: ReadingContext): AsyncGenerator<Buffer> {
  const file = packedChunks(path, context);
  const first = await file.next();
  if (first.done) return;
  const whole = startingWith(first.value, file);
  if (first.value.subarray(0, GZIP.length).equals(GZIP)) yield* unpacked(whole);
  else yield* whole;
}

async function* packedChunks(path: string, { onBytes }: ReadingContext): AsyncGenerator<Buffer, undefined> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes?.(bytes);
    yield chunk;
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  // Errors come out of the iteration below, whichever of the two streams they are from.
  pipeline(chunks, gunzip, () => {});
  let bytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > Math.max(HARMLESS, LARGEST_RATIO * gunzip.bytesWritten))
        throw new MalformedFile('the file', 'it would be too large when unpacked', 'zip_bomb');
      yield chunk;
    }
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_'))
      throw new MalformedFile('the file', 'the gzip is damaged, or ends too early', 'malformed_gzip');
    throw error;
  }
}
