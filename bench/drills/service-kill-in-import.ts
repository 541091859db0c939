import { setTimeout as pause } from 'node:timers/promises';
import type { Drill } from './drill.js';

const RECORDS = 1000;
const BATCHES = 20;
const DAY_MS = 86_400_000;

function batch(number: number): string {
  const items = Array.from({ length: RECORDS }, (_, i) => {
    const start = Date.now() - (2 + (i % 26)) * DAY_MS;
    const [startedAt, endedAt] = [new Date(start).toISOString(), new Date(start + 60_000).toISOString()];
    return {
      source: { name: 'Import', kind: 'phone' },
      externalId: `${number}-${i}`,
      type: 'walking',
      startedAt,
      endedAt,
      steps: i,
    };
  });
  return JSON.stringify({ items });
}

/** Large batches of one user's records are under way when the service is killed. Each is there whole or not at all. */
export const serviceKillInImport: Drill = {
  title: 'The service is killed while batches of 1,000 records come in, and started again',
  async happen({ service }) {
    const userId = await service.createUser({ timeZone: 'UTC' });
    const url = `http://127.0.0.1:${service.port}/v1/users/${userId}/physical-activities/batch`;
    const headers = { authorization: service.authorization, 'content-type': 'application/json' };
    const acknowledged = new Set<number>();
    const send = async (number: number): Promise<void> => {
      const answer = await fetch(url, { method: 'POST', headers, body: batch(number) }).catch(() => null);
      if (answer?.ok) acknowledged.add(number);
      else if (answer && answer.status < 500) throw new Error(`A batch was answered ${answer.status}: ${await answer.text()}`);
    };
    const sending = (async () => {
      for (let number = 0; number < BATCHES; number += 1) await send(number);
    })();
    while (acknowledged.size < 2) await Promise.race([pause(10), sending]);
    await pause(50);
    await service.kill();
    await service.startAgain();
    await sending;
    interface Page {
      data: { externalId: string }[];
      page: { nextCursor: string | null };
    }
    const found = new Map<string, number>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { data, page } = await service.get<Page>(`/v1/users/${userId}/physical-activities?limit=200${from}`);
      for (const { externalId } of data) {
        const number = externalId.split('-')[0]!;
        found.set(number, (found.get(number) ?? 0) + 1);
      }
      cursor = page.nextCursor;
    }
    const half = [...found.values()].filter((count) => count !== RECORDS).length;
    if (half > 0 || found.size < acknowledged.size)
      throw new Error(`${half} batches are there by half, ${acknowledged.size - found.size} are lost`);
    return [`${acknowledged.size} of ${BATCHES} batches were acknowledged, ${found.size} are there, each of them whole.`];
  },
};
