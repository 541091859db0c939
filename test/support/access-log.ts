import { setTimeout as pause } from 'node:timers/promises';
import { AccessLog } from '../../src/access/log/access-log.js';
import type { Service } from './service.js';

/** A row of the table. */
export interface LogRow {
  user_id: string;
  at: Date;
  id: string;
  operation: string;
  status: number;
  caller: string;
  key_prefix: string | null;
  request_id: string;
}

/** What is in the log of requests with this id, as soon as one is: an answer is there a little earlier than its entry. */
export async function loggedAs(service: Service, requestId: string, atLeast = 1): Promise<LogRow[]> {
  for (let attempt = 0; ; attempt++) {
    await service.app.get(AccessLog).write();
    const rows = await service.dataSource.query<LogRow[]>('SELECT * FROM access_log WHERE request_id = $1', [requestId]);
    if (rows.length >= atLeast || attempt > 50) return rows;
    await pause(5);
  }
}
