import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { MalformedFile, type ReadingContext } from './import-format.js';

const MOST_ENTRIES = 50_000;
const LARGEST_RATIO = 400;
/** Below this size a file is nothing to be afraid of, whatever its ratio. */
const HARMLESS = 16 * 1024 * 1024;

/** A zip that is read without being unpacked to disk: the names in it are never paths, and zips within it are not opened. */
export class ZipReader {
  private bytesDone = 0;

  private constructor(
    private readonly zip: ZipFile,
    /** In the order of the zip, without folders. */
    readonly files: readonly Entry[],
    private readonly context: ReadingContext,
  ) {}

  /** @throws MalformedFile where the file is no zip, or one that was cut off */
  static async open(path: string, context: ReadingContext): Promise<ZipReader> {
    return asMalformed('the file', async () => {
      const zip = await openPromise(path, { autoClose: false });
      try {
        return new ZipReader(zip, await filesOf(zip), context);
      } catch (error) {
        zip.close();
        throw error;
      }
    });
  }

  close(): void {
    this.zip.close();
  }

  /**
   * The bytes of a file, unpacked and checked.
   * @throws MalformedFile where they are damaged, encrypted or far more than they seem to be
   */
  async *chunksOf(entry: Entry): AsyncGenerator<Buffer> {
    const { fileName, compressedSize, uncompressedSize } = entry;
    checkSize(entry);
    const stream = await asMalformed(fileName, () => this.zip.openReadStreamPromise(entry));
    let [sum, bytes] = [0, 0];
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    try {
      for (;;) {
        const { done, value } = await asMalformed(fileName, () => chunks.next());
        if (done) break;
        sum = crc32(value, sum);
        bytes += value.length;
        this.context.onBytes?.(this.bytesDone + Math.round((compressedSize * bytes) / uncompressedSize));
        yield value;
      }
    } finally {
      stream.destroy();
    }
    this.bytesDone += compressedSize;
    if (sum !== entry.crc32) throw new MalformedFile(fileName, 'the file is damaged', 'malformed_zip');
  }
}

async function filesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES)
    throw new MalformedFile('the file', `there are more than ${MOST_ENTRIES} files in the zip`, 'zip_bomb');
  const files: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('/')) files.push(entry);
  }
  return files;
}

function checkSize(entry: Entry): void {
  const { fileName, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw new MalformedFile(fileName, 'the file is encrypted', 'encrypted_zip');
  if (uncompressedSize <= HARMLESS || uncompressedSize <= LARGEST_RATIO * compressedSize) return;
  throw new MalformedFile(fileName, 'the file would be too large when unpacked', 'zip_bomb');
}

/** Errors of yauzl and zlib are about the file; those of the disk, which name a system call, are not. */
async function asMalformed<T>(place: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MalformedFile || 'syscall' in (error as Error)) throw error;
    throw new MalformedFile(place, 'the zip is damaged, or ends too early', 'malformed_zip');
  }
}
