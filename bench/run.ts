// `npm run bench`: the service beside a bare reference server, both on one database and one machine, in alternating rounds.
// `npm run bench -- --quick` is the same in about a minute, with a tenth of the users and a single round.
// `npm run bench -- --slow-commits` is the same where what is committed is on a disk a millisecond later, as on a disk of a network.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Job } from './load.js';
import { measure, type Run, startLoad } from './measurement.js';
import { OPERATIONS } from './operations.js';
import { DURABLE, openOwnServer } from './own-database.js';
import { countErrors, countOfYesterday, DAYS, fill, REFERENCE_SOURCE } from './population.js';
import { latencyTable, type Measured, setting, table } from './report.js';
import { type ServerProcess, startServer } from './server-process.js';

/** A measurement has a lead-in of the same requests: by then the log of the one before is written, and its own is under way. */
const FULL = { users: 10_000, rounds: 6, seconds: 1.5, leadInSeconds: 1.1, warmUpSeconds: 5 };
const QUICK = { users: 1000, rounds: 1, seconds: 0.5, leadInSeconds: 0.2, warmUpSeconds: 1 };
const SLOW_COMMITS = { ...DURABLE, commit_delay: '1000', commit_siblings: '0' }; // microseconds
const FEW = 1;
const SOME = 16;
const MANY = 64;
const DUE_PER_SECOND = 100;
const POOL_SIZE = '6';
const CHECKED_USERS = 500;

const given = process.argv.slice(2);
const isQuick = given.includes('--quick');
const isSlow = given.includes('--slow-commits');
if (isSlow && process.env.DATABASE_URL) throw new Error('--slow-commits sets up a server of its own: leave DATABASE_URL away');
const { users, rounds, seconds, leadInSeconds, warmUpSeconds } = isQuick ? QUICK : FULL;
const closers: (() => unknown)[] = [];

type Row = Measured & { operation: Job['operation'] };

const rowsOf = (operation: Job['operation'], connections = [FEW, SOME, MANY]): Row[] =>
  connections.map((number) => ({
    operation,
    title: OPERATIONS[operation].title,
    connections: number,
    service: [],
    reference: [],
  }));

try {
  const databases = await open(openOwnServer(process.env.DATABASE_URL, isSlow ? SLOW_COMMITS : {}), (it) => it.close());
  const url = await databases.createDatabase('bench');
  // No audit: the reference writes records without what follows from them.
  const settings = { DATABASE_URL: url, DATABASE_POOL_SIZE: POOL_SIZE, DEMO: 'false', AUDIT_INTERVAL_SECONDS: '0' };
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
  const ask = (server: ServerProcess, job: Omit<Job, 'port' | 'users' | 'sourceName' | 'key'>): Promise<Run> =>
    measure(load, pid, server, { ...job, users, sourceName: server === reference ? REFERENCE_SOURCE : 'Watch' });

  const gets = rowsOf('get');
  const compared = [...gets, ...rowsOf('list'), ...rowsOf('create'), ...rowsOf('createToday'), ...rowsOf('createScored')];
  // A score has no counterpart: it stands beside what the reference needed to get one activity.
  const scores = rowsOf('score').map((row, index) => ({ ...row, reference: gets[index]!.reference }));
  const all = [...compared, ...scores];

  console.error('Warming up ...');
  for (const { operation } of all.filter(({ connections }) => connections === SOME)) {
    const job = { operation, connections: SOME, seconds: warmUpSeconds };
    if (operation !== 'score') await ask(reference, job);
    await ask(service, job);
  }
  for (let round = 1; round <= rounds; round++) {
    console.error(`Round ${round} of ${rounds} ...`);
    for (const row of all) {
      const job = { operation: row.operation, connections: row.connections, seconds };
      const turns = [
        { server: reference, runs: row.operation === 'score' ? null : row.reference },
        { server: service, runs: row.service },
      ];
      for (const { server, runs } of round % 2 ? turns : turns.toReversed()) {
        if (!runs) continue;
        await ask(server, { ...job, seconds: leadInSeconds });
        runs.push(await ask(server, job));
      }
    }
  }
  console.error(`${DUE_PER_SECOND} requests a second ...`);
  const due = all
    .filter(({ connections }) => connections === MANY)
    .map((row) => ({ ...row, service: [] as Run[], reference: [] as Run[] }));
  for (const row of due) {
    const job = { operation: row.operation, connections: MANY, seconds: 4 * seconds, duePerSecond: DUE_PER_SECOND };
    if (row.operation !== 'score') row.reference.push(await ask(reference, job));
    row.service.push(await ask(service, job));
  }
  await assertConsistent(db);

  console.log(`${setting(version)}; \`npm run bench${given.length > 0 ? ` -- ${given.join(' ')}` : ''}\``);
  console.log(`\n${table(all)}`);
  console.log(`\nWith ${DUE_PER_SECOND} requests due a second, each timed from when it was due:\n\n${latencyTable(due)}`);
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
