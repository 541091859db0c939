import { setTimeout as pause } from 'node:timers/promises';
import { clockJump } from './clock-jump.js';
import { diskFull } from './disk-full.js';
import type { Drill } from './drill.js';
import { oldTransaction } from './old-transaction.js';
import { serviceKillInImport } from './service-kill-in-import.js';
import { slowClients } from './slow-clients.js';

/** All drills that play on a steady load, by name. */
export const DRILLS: Readonly<Record<string, Drill>> = {
  'postgres-restart': {
    title: 'PostgreSQL is restarted',
    happen: ({ postgres }) => postgres.restart(1000), // a quicker one may go by unnoticed
  },
  'postgres-kill': {
    title: 'PostgreSQL is killed with all that it has in hand, and comes back',
    happen: ({ postgres }) => postgres.kill(500),
  },
  'black-hole': {
    title: 'The connections to the database fall silent; new ones work',
    needs: () => ({ proxy: true, service: { DATABASE_STATEMENT_TIMEOUT_MS: '2000' } }),
    async happen({ proxy }) {
      proxy!.swallow();
      await pause(5000);
      return ['The service waits 3 s for an answer here (DATABASE_STATEMENT_TIMEOUT_MS=2000 and a second): then it hangs up.'];
    },
  },
  'service-kill': {
    title: 'The service is killed in the middle of writes, and started again',
    async happen({ service }) {
      await service.kill();
      await service.startAgain();
    },
  },
  'service-kill-in-import': serviceKillInImport,
  'disk-full': diskFull,
  'slow-clients': slowClients,
  'old-transaction': oldTransaction,
  'clock-jump': clockJump,
};
