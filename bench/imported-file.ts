import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from './server-process.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2010, 0, 1);

/** What the report of an import says. */
export interface Report {
  status: string;
  records: Record<'created' | 'updated' | 'unchanged' | 'rejected' | 'written', number>;
  entries: Record<string, number>;
  startedAt: string;
  finishedAt: string;
}

/** Writes a file of activities, one an hour. */
export function writeHours(path: string, records: number): Promise<void> {
  const lines = Array.from({ length: records }, (_, hour) => {
    const start = START + hour * HOUR_MS;
    const record = {
      type: 'walking',
      startedAt: new Date(start).toISOString(),
      endedAt: new Date(start + HOUR_MS / 2).toISOString(),
      steps: 500 + (hour % 700),
      moderateSeconds: hour % 900,
      activeEnergyKilocalories: 100 + (hour % 50) / 10,
      source: { name: 'Band', kind: 'watch' },
      externalId: `hour-${hour}`,
    };
    return JSON.stringify({ type: 'physicalActivity', record });
  });
  return writeFile(path, `${lines.join('\n')}\n`);
}

/** Sends JSON as whoever may do everything. */
export async function send(server: ServerProcess, method: string, path: string, body?: object): Promise<Record<string, never>> {
  const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' };
  const url = `http://127.0.0.1:${server.port}${path}`;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, never>;
}

/** Uploads a file, waits until it is imported, and returns the report with the seconds that it took once it was there. */
export async function importFile(
  server: ServerProcess,
  userId: string,
  path: string,
  format: string,
): Promise<Report & { seconds: number }> {
  const url = `http://127.0.0.1:${server.port}/v1/users/${userId}/imports?format=${format}`;
  const init = {
    method: 'POST',
    headers: { authorization: `Bearer ${server.key}` },
    body: createReadStream(path),
    duplex: 'half',
  };
  const response = await fetch(url, init as unknown as RequestInit);
  if (response.status !== 202) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  for (;;) {
    const report = (await send(server, 'GET', response.headers.get('location')!)) as unknown as Report;
    if (report.status === 'failed') throw new Error(JSON.stringify(report));
    if (report.status !== 'succeeded') {
      await pause(1000);
      continue;
    }
    return { ...report, seconds: (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000 };
  }
}
