import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AuditService } from '../src/audit/audit.service.js';
import { guessFormat } from '../src/imports/guess-format.js';
import { IMPORT_FORMATS } from '../src/imports/import-formats.js';
import { jobWhenOver } from './support/import-files.js';
import { useService } from './support/use-service.js';

const service = useService();
const samples = join(import.meta.dirname, 'samples');
const MOST_FILES = 4;

/** Some files of a format that are in the tree. */
function filesOf(format: string): string[] {
  try {
    const entries = readdirSync(join(samples, format), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(json|ndjson|csv|xml|zip)$/.test(entry.name));
    return files.map((file) => join(file.parentPath, file.name)).toSorted();
  } catch {
    return [];
  }
}

const FORMATS = IMPORT_FORMATS.map(({ name }) => name).filter((name) => filesOf(name).length > 0);

it('there are samples of most formats', () => expect(FORMATS.length).toBeGreaterThan(6));

describe.each(FORMATS)('Files of %s', (format) => {
  it('are imported whole or cut off, and no entry is unaccounted for', async () => {
    const userId = await service().createUser();
    const files = filesOf(format)
      .slice(0, MOST_FILES)
      .map((path) => readFileSync(path));
    const locations: string[] = [];
    for (const file of files) {
      for (const body of [file, file.subarray(0, Math.ceil(file.length * 0.7))]) {
        const type = { 'content-type': 'application/octet-stream' };
        const { status, headers } = await service().post(`/v1/users/${userId}/imports?format=${format}`, body, type);
        expect(status).toBe(202);
        locations.push(headers.get('location')!);
      }
    }
    for (const location of locations) {
      const { status, error, entries } = await jobWhenOver(service(), location);
      const { read, created, updated, unchanged, skipped, rejected } = entries;
      expect(read).toBe(created + updated + unchanged + skipped + rejected);
      expect(['succeeded', 'failed']).toContain(status);
      expect(error?.code).not.toBe('internal_error');
      expect(error === null || error.place !== null).toBe(true);
    }
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  }, 60_000);
});

it('what format a file is of is seen in most files', async () => {
  const all = FORMATS.flatMap((format) => filesOf(format).map((path) => ({ format, path }))).filter(
    ({ path }) => !path.includes('shouldFail'),
  );
  const told = await Promise.all(all.map(async ({ format, path }) => ({ format, path, guess: await guessFormat(path) })));
  const wrong = told.filter(({ format, guess }) => guess !== undefined && guess !== format);
  expect(wrong.map(({ path, guess }) => `${relative(samples, path)}: ${guess}`)).toEqual([]);
  expect(told.filter(({ guess }) => guess !== undefined).length).toBeGreaterThan(told.length / 2);
});
