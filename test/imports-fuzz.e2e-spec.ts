import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AuditService } from '../src/audit/audit.service.js';
import { IMPORT_FORMATS } from '../src/imports/import-formats.js';
import { Dice } from './support/dice.js';
import { fileOf, imported, jobWhenOver, lipids, night, recordLine, walk } from './support/import-files.js';
import { mutated, spoilt } from './support/mutations.js';
import { useService } from './support/use-service.js';

/** How many spoilt files are sent; `FUZZED_UPLOADS=10000 npx jest test/imports-fuzz` sends more of them. */
const UPLOADS = Number(process.env.FUZZED_UPLOADS ?? 1000);
const LARGEST = 16 * 1024;
/** Each for a user of its own, since of one user one file is imported at a time. */
const SENDERS = 8;
const FORMATS = IMPORT_FORMATS.map(({ name }) => name);
const EXPORTS = { json: 'health-tracker-json', ndjson: 'health-tracker-ndjson', csv: 'csv', fhir: 'health-tracker-fhir' };

interface Sample {
  format: string;
  file: Buffer;
}

const service = useService();
let samples: Sample[];

beforeAll(async () => {
  const folder = join(import.meta.dirname, 'samples');
  const files = FORMATS.filter((format) => readdirSync(folder).includes(format)).flatMap((format) =>
    readdirSync(join(folder, format), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ format, file: readFileSync(join(entry.parentPath, entry.name)) })),
  );
  samples = [...files.filter(({ file }) => file.length <= LARGEST), ...(await exported())];
});

/** What this service exports itself, in every format. */
async function exported(): Promise<Sample[]> {
  const userId = await service().createUser();
  const records = [1, 2, 3].flatMap((day) => [
    recordLine('physicalActivity', walk(day)),
    recordLine('sleepSession', night(day)),
    recordLine('bloodTest', lipids(day)),
  ]);
  await imported(service(), userId, fileOf(...records));
  const answers = Object.entries(EXPORTS).map(async ([name, format]) => {
    const url = `${service().url}/v1/users/${userId}/export?format=${name}`;
    const answer = await fetch(url, { headers: service().credentials });
    return { format, file: Buffer.from(await answer.arrayBuffer()) };
  });
  return Promise.all(answers);
}

/** A file of JSON in which a value is another one; of anything else, one with accidents. */
function withOddValue(file: Buffer, dice: Dice): Buffer {
  try {
    return Buffer.from(JSON.stringify(spoilt(JSON.parse(file.toString()), dice)));
  } catch {
    return mutated(file, dice);
  }
}

/** Sends a spoilt file, named or not, packed or not; where its job is, if it was taken. */
async function send(userId: string, dice: Dice): Promise<string | null> {
  const { format, file } = dice.oneOf(samples);
  const wrong = dice.happens(0.5) ? withOddValue(file, dice) : mutated(file, dice);
  const named = dice.happens(0.6) ? format : dice.happens(0.3) ? dice.oneOf(FORMATS) : null;
  const body = dice.happens(0.1) ? mutated(gzipSync(wrong), dice) : wrong;
  const encoding: Record<string, string> = dice.happens(0.05) ? { 'content-encoding': 'gzip' } : {};
  const query = named === null ? '' : `?format=${named}`;
  const headers = { 'content-type': 'application/octet-stream', ...encoding };
  const { status, headers: answered } = await service().post(`/v1/users/${userId}/imports${query}`, body, headers);
  expect(named === null ? [202, 400, 415] : [202, 400]).toContain(status);
  return answered.get('location');
}

it(`${UPLOADS} files with accidents are imported as far as they can be, and no entry is unaccounted for`, async () => {
  const outcomes: Record<string, number> = {};
  const sender = async (seed: number): Promise<void> => {
    const dice = new Dice(seed);
    const userId = await service().createUser();
    for (let sent = 0; sent < UPLOADS / SENDERS; sent += 1) {
      const location = await send(userId, dice);
      if (location === null) continue;
      const { status, error, entries, format } = await jobWhenOver(service(), location, 10);
      const { read, created, updated, unchanged, skipped, rejected } = entries;
      const about = `${location}, ${format}`;
      expect([about, read]).toEqual([about, created + updated + unchanged + skipped + rejected]);
      expect([about, error?.code]).not.toEqual([about, 'internal_error']);
      expect([about, status]).toEqual([about, error === null ? 'succeeded' : 'failed']);
      outcomes[error?.code ?? status] = (outcomes[error?.code ?? status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, index) => sender(index + 1)));
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(UPLOADS / 2);
  expect(outcomes.succeeded).toBeGreaterThan(UPLOADS / 10);
  expect((await service().get('/health/ready')).status).toBe(200);
  expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
}, 1_000_000);
