import { setTimeout as wait } from 'node:timers/promises';
import { expectDone } from './records-over-http.js';
import type { Service } from './service.js';

/** What became of an import, as far as tests look at it. */
export interface ImportReport {
  status: string;
  error: unknown;
  entries: Record<'read' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'rejected', number>;
  records: Record<'created' | 'updated' | 'unchanged' | 'rejected' | 'written', number>;
  skipped: { reason: string; entries: number }[];
}

/** Imports a file, and answers when the job is over. */
export async function importFile(service: Service, userId: string, format: string, content: Uint8Array): Promise<ImportReport> {
  const response = await fetch(`${service.url}/v1/users/${userId}/imports?format=${format}`, {
    method: 'POST',
    headers: { ...service.credentials, 'content-type': 'application/octet-stream' },
    body: content,
  });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  for (;;) {
    const { body } = expectDone(await service.get(response.headers.get('location')!));
    if (!['queued', 'running'].includes((body as ImportReport).status)) return body as ImportReport;
    await wait(50);
  }
}
