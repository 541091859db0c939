import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

const CHUNK = 64 * 1024;

/** How long a reader may take, in milliseconds. */
export interface Patience {
  /** For the next 64 KiB. */
  pauseMs: number;
  /** For all of it. */
  totalMs: number;
}

/**
 * A stream of pieces that are made as they are read. `release` is called, maybe twice, when nothing more is made: after the last
 * piece, when the reader goes away, when making one fails, and when we lose our patience, which also breaks the stream off.
 */
export function paced(pieces: AsyncIterable<string | Uint8Array>, { pauseMs, totalMs }: Patience, release: () => void): Readable {
  const giveUp = (): void => void stream.destroy(new Error('the reader was too slow'));
  const total = setTimeout(giveUp, totalMs);
  let pause: NodeJS.Timeout | undefined; // only while the reader pauses: the database may take longer
  const end = (): void => {
    clearTimeout(pause);
    clearTimeout(total);
    release();
  };
  async function* made(): AsyncGenerator<Buffer> {
    for await (const chunk of chunksOf(pieces)) {
      pause = setTimeout(giveUp, pauseMs);
      yield chunk;
      clearTimeout(pause);
      await setImmediate(); // others have their turn between two chunks
    }
    end();
  }
  const stream = Readable.from(made(), { objectMode: false, highWaterMark: CHUNK });
  return stream.once('close', end);
}

/** The pieces together, in chunks of 64 KiB and more. */
async function* chunksOf(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    gathered.push(bytes);
    length += bytes.length;
    if (length < CHUNK) continue;
    yield Buffer.concat(gathered, length);
    gathered = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(gathered, length);
}
