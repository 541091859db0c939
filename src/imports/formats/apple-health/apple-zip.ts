import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { MalformedFile, type ReadingContext } from '../../import-format.js';

const MOST_ENTRIES = 200_000;
const LARGEST = 64 * 1024 ** 3;
/** Exports shrink to a twentieth or a fortieth. */
const LARGEST_RATIO = 400;
/** Below this size a file is nothing to be afraid of, whatever its ratio. */
const HARMLESS = 16 * 1024 * 1024;

/** A zip that is read without being unpacked: names are never paths, and zips within it are not opened. */
export class AppleZip {
  private bytesDone = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly files: readonly Entry[],
    private readonly context: ReadingContext,
  ) {}

  static async open(path: string, context: ReadingContext): Promise<AppleZip> {
    return asMalformed('the file', async () => {
      const zip = await openPromise(path, { autoClose: false });
      try {
        return new AppleZip(zip, await filesOf(zip), context);
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
   * The export: `export.xml`, or as it is called in the language of the telephone. Beside it lie `export_cda.xml`, the same in another
   * format, and folders.
   */
  findExport(): Entry {
    const depthOf = ({ fileName }: Entry): number => fileName.split('/').length;
    const candidates = this.files
      .filter(({ fileName }) => /^([^/]+\/)?[^/.][^/]*\.xml$/i.test(fileName) && !/_cda\.xml$/i.test(fileName))
      .toSorted((a, b) => depthOf(a) - depthOf(b));
    const named = this.files
      .filter(({ fileName }) => /(^|\/)export\.xml$/i.test(fileName))
      .toSorted((a, b) => depthOf(a) - depthOf(b));
    const found = named[0] ?? candidates[0];
    if (!found) throw new MalformedFile('the file', 'there is no export.xml in the zip', 'not_apple_health');
    return found;
  }

  /** What hospitals and laboratories sent to the telephone: a FHIR resource each. */
  clinicalRecords(): Entry[] {
    return this.files.filter(({ fileName }) => /(^|\/)clinical-records\/[^/]+\.json$/i.test(fileName));
  }

  /** The bytes of a file, unpacked and checked. */
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
    if (/\.(xml|json)$/i.test(entry.fileName)) files.push(entry);
  }
  return files;
}

function checkSize(entry: Entry): void {
  const { fileName, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw new MalformedFile(fileName, 'the zip is encrypted', 'encrypted_zip');
  if (uncompressedSize <= HARMLESS || (uncompressedSize <= LARGEST && uncompressedSize <= LARGEST_RATIO * compressedSize)) return;
  throw new MalformedFile(fileName, 'the file would be too large when unpacked', 'zip_bomb');
}

/** Errors of yauzl and zlib are about the file; those of the disk, which name a system call, are not. */
async function asMalformed<T>(place: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MalformedFile || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new MalformedFile(place, 'the zip cannot be read', 'malformed_zip');
  }
}
