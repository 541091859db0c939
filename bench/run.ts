// `npm run bench`: the service beside a bare reference server, both on one database and one machine, in alternating rounds.
// `npm run bench -- --quick` is the same in less than a minute, with a tenth of the users and a single round.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Job } from './load.js';
import { measure, type Run, startLoad } from './measurement.js';
import { OPERATIONS } from './operations.js';
import { openOwnServer } from './own-database.js';
import { countErrors, countOfYesterday, DAYS, fill, REFERENCE_SOURCE } from './population.js';
import { setting, table } from './report.js';
import { type ServerProcess, startServer } from './server-process.js';

const FULL = { users: 10_000, rounds: 3, seconds: 3, warmUpSeconds: 4 };
const QUICK = { users: 1000, rounds: 1, seconds: 1, warmUpSeconds: 2 };
const MEASURED = ['get', 'list', 'create', 'score'] as const;
const CONNECTIONS = [1, 16, 64];
const POOL_SIZE = '6';
const CHECKED_USERS = 500;

const isQuick = process.argv.includes('--quick');
const { users, rounds, seconds, warmUpSeconds } = isQuick ? QUICK : FULL;
const closers: (() => unknown)[] = [];

try {
  const databases = await open(openOwnServer(process.env.DATABASE_URL), (it) => it.close());
  const url = await databases.createDatabase('bench');
  const settings = { DATABASE_URL: url, DATABASE_POOL_SIZE: POOL_SIZE, DEMO: 'false' };
  const service = await open(startServer(join(import.meta.dirname, '../src/main.js'), settings), (it) => it.stop());
  const db = new pg.Client({ connectionString: url });
  await open(db.connect(), () => db.end());

  console.error(`Filling the database: ${users} users, ${DAYS} days ...`);
  await fill(db, users);
  while ((await countOfYesterday(db)) > 0) await pause(500); // the service brings everybody forward to today
  await db.query('VACUUM ANALYZE');
  await assertConsistent(db);

  const reference = await open(startServer(join(import.meta.dirname, 'reference-server.js'), settings), (it) => it.stop());
  const load = await open(Promise.resolve(startLoad()), (it) => it.disconnect());
  const { rows } = await db.query<{ pid: number; version: string }>(
    `SELECT pg_backend_pid() AS pid, split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  const { pid, version } = rows[0]!;

  const ask = (server: ServerProcess, operation: Job['operation'], connections: number, duration: number): Promise<Run> => {
    const sourceName = server === reference ? REFERENCE_SOURCE : 'Watch';
    return measure(load, pid, server, { operation, users, sourceName, connections, seconds: duration });
  };

  const measured = MEASURED.flatMap((operation) =>
    CONNECTIONS.map((connections) => ({
      operation,
      // A score has no counterpart; it stands beside what the reference needs to get one activity.
      referenceOperation: operation === 'score' ? ('get' as const) : operation,
      title: OPERATIONS[operation].title,
      connections,
      service: [] as Run[],
      reference: [] as Run[],
    })),
  );
  console.error('Warming up ...');
  for (const { operation, referenceOperation } of measured.filter(({ connections }) => connections === CONNECTIONS[1])) {
    await ask(reference, referenceOperation, CONNECTIONS[1]!, warmUpSeconds);
    await ask(service, operation, CONNECTIONS[1]!, warmUpSeconds);
  }
  for (let round = 1; round <= rounds; round++) {
    console.error(`Round ${round} of ${rounds} ...`);
    for (const row of measured) {
      row.reference.push(await ask(reference, row.referenceOperation, row.connections, seconds));
      row.service.push(await ask(service, row.operation, row.connections, seconds));
    }
  }
  await assertConsistent(db);
  console.log(`${setting(version)}; \`npm run bench${isQuick ? ' -- --quick' : ''}\`\n\n${table(measured)}`);
} finally {
  for (const close of closers) await close();
}

/** Waits for something to open, to be closed at the end, the last one first. */
async function open<T>(opening: Promise<T>, close: (opened: T) => unknown): Promise<T> {
  const opened = await opening;
  closers.unshift(() => close(opened));
  return opened;
}

async function assertConsistent(db: pg.Client): Promise<void> {
  const errors = await countErrors(db, CHECKED_USERS);
  if (errors > 0) throw new Error(`${errors} daily totals or figures differ from the records`);
}
