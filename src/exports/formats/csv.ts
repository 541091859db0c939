import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import { MANIFEST_FILE, PROFILE_FILE, type ManifestFile } from '../../imports/formats/csv/templates.js';
import type { ExportFormat } from '../export-format.js';
import { EXPORT_NAME, EXPORT_VERSION, SECTIONS, type UserData } from '../user-data.js';
import { tableOfOne, TABLES, type Table } from './csv-tables.js';

/** A zip with a CSV for the profile and each list, and a manifest that counts them at its end. */
export const CSV_EXPORT: ExportFormat = {
  name: 'csv',
  mediaType: 'application/zip',
  extension: 'zip',
  write,
};

const LINES_AT_ONCE = 100;

async function* write(data: UserData): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error) => output.destroy(error as Error));
  const files: ManifestFile[] = [];
  const mtime = new Date(data.exportedAt);
  let current: Readable | undefined;
  const add = (name: string, content: () => AsyncIterable<string>): void =>
    zip.addReadStreamLazy(name, { mtime }, (done) => {
      current = Readable.from(content(), { objectMode: false });
      done(null, current);
    });

  const profile = tableOfOne(JSON.parse(data.user) as object);
  add(PROFILE_FILE, () => linesOf(PROFILE_FILE, profile, only(data.user), files));
  for (const section of SECTIONS) {
    const { fileName, table } = TABLES[section];
    add(fileName, () => linesOf(fileName, table, data.entries(section), files));
  }
  add(MANIFEST_FILE, () => only(manifestOf(data, files)));
  zip.end();
  try {
    yield* output as AsyncIterable<Buffer>;
  } finally {
    current?.destroy(); // yazl leaves it as it is when the zip is not read to its end
  }
}

const manifestOf = ({ exportedAt }: UserData, files: readonly ManifestFile[]): string =>
  `${JSON.stringify({ export: EXPORT_NAME, version: EXPORT_VERSION, exportedAt, files }, null, 2)}\n`;

/** The lines of a table, some at a time; what there were of them is noted at the end. */
async function* linesOf(
  name: string,
  table: Table,
  entries: AsyncIterable<string>,
  files: ManifestFile[],
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let rows = 0;
  let pending: string[][] = [[...table.header]];
  const flush = (): string => {
    const text = stringify(pending, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
    hash.update(text);
    pending = [];
    return text;
  };
  for await (const entry of entries) {
    const added = table.rowsOf(JSON.parse(entry) as object);
    rows += added.length;
    pending.push(...added);
    if (pending.length >= LINES_AT_ONCE) yield flush();
  }
  if (pending.length > 0) yield flush();
  files.push({ name, rows, sha256: hash.digest('hex') });
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}
