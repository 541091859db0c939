import type { Answer, Service } from './service.js';

const DAY_MS = 86_400_000;
const START = Date.UTC(2020, 0, 1);

/** A line of a file to import. */
export const recordLine = (type: 'physicalActivity' | 'sleepSession' | 'bloodTest', record: object): string =>
  JSON.stringify({ type, record });

/** The walk of a day, always the same for the same day and source. */
export function walk(day: number, more: object = {}): object {
  const date = new Date(START + day * DAY_MS).toISOString().slice(0, 10);
  return {
    type: 'walking',
    startedAt: `${date}T08:00:00Z`,
    endedAt: `${date}T08:45:00Z`,
    steps: 4000 + (day % 50) * 10,
    source: { name: 'Band', kind: 'watch' },
    externalId: `walk-${day}`,
    ...more,
  };
}

/** A night that ends on a day. */
export function night(day: number): object {
  const end = START + day * DAY_MS + 6 * 3_600_000;
  return {
    startedAt: new Date(end - 8 * 3_600_000).toISOString(),
    endedAt: new Date(end).toISOString(),
    totalSleepSeconds: 7 * 3600,
    source: { name: 'Band', kind: 'watch' },
    externalId: `night-${day}`,
  };
}

export const lipids = (day: number): object => ({
  collectedAt: new Date(START + day * DAY_MS).toISOString(),
  results: [{ analyte: 'hdl', value: 50 + (day % 10), unit: 'mg/dL' }],
  source: { name: 'Lab', kind: 'laboratory' },
  externalId: `lipids-${day}`,
});

/** A line that an import has no use for. */
export const OTHER_LINE = JSON.stringify({ type: 'healthScore', record: {} });
/** The first line of a file, which says that it has a last one too. */
export const FIRST_LINE = JSON.stringify({ type: 'export', version: 1 });
const LAST_LINE = JSON.stringify({ type: 'end' });

/** A whole file of lines, of which the given ones begin with the second. */
export const fileOf = (...lines: string[]): string => [FIRST_LINE, ...lines, LAST_LINE, ''].join('\n');

/** Sends a file, as if by a client. */
export function upload(service: Service, userId: string, file: string | Uint8Array, query = '', headers = {}): Promise<Answer> {
  return service.post(`/v1/users/${userId}/imports${query}`, file, { 'content-type': 'application/x-ndjson', ...headers });
}

/** The job at a location, once it is over, for which it is asked every so many milliseconds. */
export async function jobWhenOver(service: Service, location: string, ms = 250): Promise<Answer['body']> {
  for (;;) {
    const { body } = await service.get(location);
    if (!['queued', 'running'].includes(body.status)) return body;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/** Imports a file and returns its job once it is over. */
export async function imported(service: Service, userId: string, file: string, query = ''): Promise<Answer['body']> {
  const { status, headers, body } = await upload(service, userId, file, query);
  if (status !== 202) throw new Error(`not accepted: ${JSON.stringify(body)}`);
  return jobWhenOver(service, headers.get('location')!);
}
