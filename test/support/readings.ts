import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { CreateBloodTest } from '../../src/blood-tests/blood-test.dto.js';
import type { ImportFormat, Reading, ReadRecord, RecordCollection } from '../../src/imports/import-format.js';
import { CreatePhysicalActivity } from '../../src/physical-activity/physical-activity.dto.js';
import { CreateSleepSession } from '../../src/sleep/sleep-session.dto.js';

/** The path of a sample file, such as `fitbit/fitbit-sleep-date.json`. */
export const sample = (name: string): string => join(__dirname, '../samples', name);

/** What a format reads in a file. */
export async function readingsOf(format: ImportFormat, path: string, timeZone = 'Europe/Berlin'): Promise<Reading[]> {
  const readings: Reading[] = [];
  for await (const reading of format.read(path, { timeZone })) readings.push(reading);
  return readings;
}

/** What a format reads in a file with that text; an object is written as JSON. */
export async function readingsIn(format: ImportFormat, content: string | object, timeZone?: string): Promise<Reading[]> {
  const folder = mkdtempSync(join(tmpdir(), 'readings-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return await readingsOf(format, path, timeZone);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const DTOS = {
  'physical-activities': CreatePhysicalActivity,
  'sleep-sessions': CreateSleepSession,
  'blood-tests': CreateBloodTest,
} satisfies Record<RecordCollection, unknown>;

/** What the rules of its kind say against a draft: the codes of its faults. */
export function faultsOf({ collection, draft }: ReadRecord): string[] {
  const dto = plainToInstance<object, object>(DTOS[collection], draft);
  return validateSync(dto, { whitelist: true, forbidNonWhitelisted: true }).flatMap(({ property, constraints }) =>
    Object.keys(constraints ?? { nested: '' }).map((code) => `${property}: ${code}`),
  );
}

/** The drafts of the records, each of which is as its kind demands; what they leave undefined is left out. */
export function draftsOf(readings: readonly Reading[]): Record<string, unknown>[] {
  return readings
    .filter((reading) => reading.outcome === 'record')
    .map((reading) => {
      expect(faultsOf(reading)).toEqual([]);
      return JSON.parse(JSON.stringify(reading.draft)) as Record<string, unknown>;
    });
}

/** What became of the entries in short: `record 1440`, `skipped not_supported 4`, `rejected missing_value 1`. */
export const outcomes = (readings: readonly Reading[]): string[] =>
  readings.map((reading) => {
    const why = {
      record: '',
      skipped: 'reason' in reading ? reading.reason : '',
      rejected: 'code' in reading ? reading.code : '',
    };
    return [reading.outcome, why[reading.outcome], reading.entries].filter((word) => word !== '').join(' ');
  });
