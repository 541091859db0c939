import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The texts in a zip, by the names of their files and in their order. */
export async function unzipped(zip: Buffer): Promise<Map<string, string>> {
  const file = await fromBufferPromise(zip, { lazyEntries: true });
  const texts = new Map<string, string>();
  for await (const entry of file.eachEntry()) texts.set(entry.fileName, await text(await file.openReadStreamPromise(entry)));
  return texts;
}
