// `npm run bench:apple-health`: how fast the export of an iPhone is read, and in how much memory, without writing what it says.
// `-- --megabytes 100` makes a smaller one than 1,000.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { APPLE_HEALTH } from '../src/imports/formats/apple-health/apple-health.js';

const MEGABYTE = 1_000_000;
const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '1000' } } });
const megabytes = Number(values.megabytes);
if (!(megabytes > 0)) throw new RangeError('--megabytes takes a number');

const folder = mkdtempSync(join(tmpdir(), 'apple-health-'));
try {
  const path = join(folder, 'export.xml');
  const writer = [join(import.meta.dirname, 'write-apple-export.js'), path, String(megabytes * MEGABYTE)];
  const samples = Number(execFileSync(process.execPath, writer));
  const bytes = statSync(path).size;
  const began = { wall: performance.now(), cpu: process.cpuUsage() };
  let [records, entries, most] = [0, 0, 0];
  const note = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  for await (const reading of APPLE_HEALTH.read(path, { timeZone: 'America/Chicago', onBytes: note })) {
    entries += reading.entries;
    if (reading.outcome === 'record') records += 1;
  }
  if (entries !== samples) throw new Error(`${samples} samples were written, ${entries} were read`);
  note();
  const { user, system } = process.cpuUsage(began.cpu);
  const megabytesRead = bytes / MEGABYTE;
  console.log(`${samples} samples, ${Math.round(megabytesRead)} MB: ${records} records`);
  console.log(`${((1000 * megabytesRead) / (performance.now() - began.wall)).toFixed(1)} MB/s`);
  console.log(`${((MEGABYTE * megabytesRead) / (user + system)).toFixed(1)} MB a second of CPU, all threads`);
  console.log(`${Math.round(most / MEGABYTE)} MB resident at most`);
} finally {
  rmSync(folder, { recursive: true });
}
