import type { Service } from './service.js';
import { TELLING_KINDS } from './telling-records.js';

/** All records of a person, of whatever kind, as they are listed; by `externalId`. */
export async function recordsOfPerson(service: Service, userId: string): Promise<Map<string, object>> {
  const records = new Map<string, object>();
  for (const { path } of TELLING_KINDS) {
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await service.get(`/v1/users/${userId}/${path}?limit=200${cursor && `&cursor=${cursor}`}`);
      const { data, page } = body as { data: { externalId: string }[]; page: { nextCursor: string | null } };
      for (const record of data) records.set(record.externalId, record);
      cursor = page.nextCursor;
    }
  }
  return records;
}
