import type { Readable } from 'node:stream';

const SILENCE_MS = 30_000;

/** The bytes of a body as they arrive, which stays open when they are not read to the end: an answer goes the same way. */
export async function* bytesArriving(body: Readable): AsyncGenerator<Buffer> {
  const watch = (): NodeJS.Timeout => setTimeout(() => body.destroy(new Error('nothing arrives any more')), SILENCE_MS);
  let silence = watch();
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      clearTimeout(silence);
      yield chunk;
      silence = watch();
    }
  } finally {
    clearTimeout(silence);
  }
}

/** Has what still arrives of a body ignored, for a while: most clients read an answer only when they have sent everything. */
export function leaveUnread(body: Readable): void {
  if (body.destroyed || body.readableEnded) return;
  const patience = setTimeout(() => body.destroy(), SILENCE_MS).unref();
  body.once('close', () => clearTimeout(patience)).removeAllListeners('readable');
  setImmediate(() => body.resume()); // not before the stream has noticed that nobody waits for it to be readable
}
