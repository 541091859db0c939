import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

const MINUTE = 60_000;
const OFFSET = -5 * 60 * MINUTE;

interface Series {
  type: string;
  unit: string;
  device: 'iPhone' | 'Apple Watch';
  valueOf: (part: number) => number;
}

/** What fills the exports of people with a telephone and a watch. */
const SERIES: readonly Series[] = [
  { type: 'HeartRate', unit: 'count/min', device: 'Apple Watch', valueOf: (part) => 50 + part * 100 },
  { type: 'StepCount', unit: 'count', device: 'iPhone', valueOf: (part) => Math.floor(part * 200) },
  { type: 'StepCount', unit: 'count', device: 'Apple Watch', valueOf: (part) => Math.floor(part * 200) },
  { type: 'DistanceWalkingRunning', unit: 'mi', device: 'iPhone', valueOf: (part) => part / 5 },
  { type: 'BasalEnergyBurned', unit: 'Cal', device: 'Apple Watch', valueOf: (part) => part * 3 },
  { type: 'ActiveEnergyBurned', unit: 'Cal', device: 'Apple Watch', valueOf: (part) => part * 3 },
  { type: 'AppleExerciseTime', unit: 'min', device: 'Apple Watch', valueOf: () => 1 },
];
const MODELS = { iPhone: 'iPhone14,5', 'Apple Watch': 'Watch6,2' };
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record)*>\n]>\n<HealthData locale="en_US">\n';

/** Writes an export of about that many bytes, series after series as Apple does, and answers how many samples it has. */
export async function writeAppleExport(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path, { highWaterMark: 4 * 1024 * 1024 });
  const chances = chance();
  let samples = 0;
  file.write(HEAD);
  for (const [index, series] of SERIES.entries()) {
    const end = (bytes * (index + 1)) / SERIES.length;
    let at = Date.UTC(2015, 0, 1);
    let written = (bytes * index) / SERIES.length;
    while (written < end) {
      at += MINUTE * Math.floor(8 * chances());
      const until = at + MINUTE * (1 + Math.floor(10 * chances()));
      const sample = sampleOf(series, at, until, chances());
      written += Buffer.byteLength(sample);
      samples += 1;
      at = until;
      if (!file.write(sample)) await once(file, 'drain');
    }
  }
  file.end('</HealthData>\n');
  await finished(file);
  return samples;
}

function sampleOf({ type, unit, device, valueOf }: Series, from: number, to: number, part: number): string {
  const model = `&lt;&lt;HKDevice: 0x${Math.floor(part * 2 ** 32).toString(16)}&gt;, name:${device}, manufacturer:Apple Inc., model:${device}`;
  const attributes = [
    `type="HKQuantityTypeIdentifier${type}"`,
    `sourceName="Ada’s ${device}" sourceVersion="17.4.1"`,
    `device="${model}, hardware:${MODELS[device]}, software:17.4.1&gt;" unit="${unit}"`,
    `creationDate="${clock(to)}" startDate="${clock(from)}" endDate="${clock(to)}" value="${valueOf(part)}"`,
  ].join(' ');
  if (type !== 'HeartRate') return ` <Record ${attributes}/>\n`;
  return ` <Record ${attributes}>\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>\n </Record>\n`;
}

const clock = (ms: number): string => `${new Date(ms + OFFSET).toISOString().slice(0, 19).replace('T', ' ')} -0500`;

/** Numbers from 0 to 1 that are the same in every run (Park and Miller's generator). */
function chance(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
