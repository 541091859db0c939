import { open } from 'node:fs/promises';

const HEAD = 64 * 1024;

/** What shows that a file is of a format: the end of its name, what stands at its beginning, or both. */
interface Sign {
  format: string;
  name?: RegExp;
  head?: RegExp;
}

/** The first that fits is it. */
const SIGNS: readonly Sign[] = [{ format: 'lines', name: /\.lines$/ }];

/** The name of the format that a file seems to be of, by its name and its first bytes; undefined where nothing shows. */
export async function guessFormat(path: string): Promise<string | undefined> {
  const head = await headOf(path);
  return SIGNS.find((sign) => (sign.name?.test(path) ?? true) && (sign.head?.test(head) ?? true))?.format;
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
