import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drill } from './drill.js';
import type { DrillService } from './service.js';

async function metric(service: DrillService, name: string): Promise<number> {
  const text = await service.get<string>('/metrics');
  return Number(new RegExp(`^health_tracker_${name} (.+)$`, 'm').exec(text)?.[1]);
}

/** Somebody looks at the data and goes for lunch: what was deleted meanwhile cannot be cleared away. */
export const oldTransaction: Drill = {
  title: 'A transaction stays open and keeps VACUUM from clearing the ledger',
  async happen({ postgres, service }, { faultMs }) {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query('SELECT count(*) FROM population_ledger');
    const before = await metric(service, 'ledger_dead_rows');
    await pause(faultMs);
    await pause(5000); // until what was counted is forgotten
    const [dead, age] = [await metric(service, 'ledger_dead_rows'), await metric(service, 'oldest_transaction_seconds')];
    await client.query('COMMIT');
    await client.end();
    return [`Dead rows of the ledger: ${before} before, ${dead} at the end of a transaction of ${age.toFixed(0)} s.`];
  },
};
