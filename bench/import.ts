// `npm run bench:import`: what an import costs beside psql's \copy of the same rows into the same tables, and what it costs others.
// `-- --records 100000 --megabytes 1000 --rounds 3` makes more of it; `--database URL` takes a server whose user has CREATEDB.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../src/database/migrate.js';
import { writeAppleExport } from './apple-export.js';
import { copyIn, copyOut } from './copy-rows.js';
import { cpuOfProcess } from './cpu-time.js';
import { importFile, send, writeHours } from './imported-file.js';
import { type Latencies, latenciesOf } from './latencies.js';
import { openOwnServer } from './own-database.js';
import { type ServerProcess, startServer } from './server-process.js';

const options = {
  records: { type: 'string', default: '20000' },
  megabytes: { type: 'string', default: '50' },
  rounds: { type: 'string', default: '2' },
  database: { type: 'string' },
} as const;
const { values } = parseArgs({ options });
const [records, megabytes, rounds] = [values.records, values.megabytes, values.rounds].map(Number) as [number, number, number];
const REQUESTS_A_SECOND = 50;
/** Until the ledger is folded, and sessions that have nothing to do tell what they have written: ten seconds after the last of it. */
const COUNTED_AFTER_MS = 12_000;

const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
const databases = await openOwnServer(values.database);
let server: ServerProcess | undefined;
try {
  const empty = await databases.createDatabase('empty');
  await migrate(empty);
  const url = await databases.createDatabase('service', 'empty');
  const main = join(import.meta.dirname, '..', 'src', 'main.js');
  const start = (): Promise<ServerProcess> =>
    startServer(main, { DATABASE_URL: url, DATA_FOLDER: folder, DEMO: 'false', AUDIT_INTERVAL_SECONDS: '0' });
  server = await start();
  const file = join(folder, 'hours.ndjson');
  await writeHours(file, records);

  let userId = '';
  for (let round = 1; round <= rounds; round++) {
    userId = (await send(server, 'POST', '/v1/users', {})).id!;
    const { seconds } = await importFile(server, userId, file, 'health-tracker-ndjson');
    copyOut(url, userId, folder);
    const copied = copyIn(await databases.createDatabase(`copy_${round}`, 'empty'), userId, folder);
    const rate = (time: number): string => `${Math.round(records / time)} records/s`;
    console.log(`Round ${round}: import ${rate(seconds)}, psql \\copy ${rate(copied)}, ratio ${(copied / seconds).toFixed(2)}`);
  }

  await pause(COUNTED_AFTER_MS);
  const before = await writesIn(url);
  const again = await importFile(server, userId, file, 'health-tracker-ndjson');
  await pause(COUNTED_AFTER_MS);
  const after = await writesIn(url);
  const rows = Object.keys(after).map((table) => [table, after[table]! - (before[table] ?? 0)] as const);
  const written = rows.filter(([, count]) => count > 0).map(([table, count]) => `${table} ${count}`);
  console.log(
    `Again: ${again.records.unchanged} unchanged, ${Math.round(records / again.seconds)} records/s; rows written or dead: ${written.join(', ') || 'none'}`,
  );

  const other = (await send(server, 'POST', '/v1/users', {})).id!;
  const path = `/v1/users/${String(other)}/daily-summaries`;
  const idle = await latencies(server, path, pause(10_000));
  const importer = (await send(server, 'POST', '/v1/users', {})).id!;
  const busy = await latencies(server, path, importFile(server, importer, file, 'health-tracker-ndjson'));
  const told = ({ p50, p99 }: Latencies): string => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  console.log(`Another user, ${REQUESTS_A_SECOND} requests/s: idle ${told(idle)}; during an import ${told(busy)}`);

  console.log(`Resident at most: ${mostResident(server.pid)} MB`);

  const apple = join(folder, 'export.xml');
  await writeAppleExport(apple, megabytes * 1_000_000);
  await server.stop();
  server = await start();
  const wearer = (await send(server, 'POST', '/v1/users', {})).id!;
  const cpu = cpuOfProcess(server.pid);
  const { seconds, records: made } = await importFile(server, wearer, apple, 'apple-health');
  const perSecond = (time: number): string => `${(megabytes / time).toFixed(1)} MB`;
  const used = cpuOfProcess(server.pid) - cpu;
  console.log(`Apple Health, ${megabytes} MB: ${perSecond(seconds)}/s, ${perSecond(used)} a second of CPU with the upload`);
  console.log(`${made.written} records written; resident at most: ${mostResident(server.pid)} MB`);
} finally {
  await server?.stop();
  await databases.close();
  rmSync(folder, { recursive: true });
}

/** Rows that were ever inserted, updated or removed, by table; without the jobs themselves, and what is kept of requests. */
async function writesIn(database: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ name: string; count: number }>(
    `SELECT relname AS name, (n_tup_ins + n_tup_upd + n_tup_del)::float8 AS count FROM pg_stat_user_tables
WHERE relname NOT IN ('import_jobs', 'service_keys', 'access_log')`,
  );
  await client.end();
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

/** How long requests take that are due at a steady pace, each from when it was due, while something else goes on. */
async function latencies(to: ServerProcess, path: string, meanwhile: Promise<unknown>): Promise<Latencies> {
  const taken: number[] = [];
  const asked: Promise<void>[] = [];
  const state = { isOver: false };
  const over = meanwhile.finally(() => (state.isOver = true));
  const began = performance.now();
  for (let due = began; !state.isOver; due += 1000 / REQUESTS_A_SECOND) {
    await pause(Math.max(0, due - performance.now()));
    asked.push(send(to, 'GET', path).then(() => void taken.push(performance.now() - due)));
  }
  await Promise.all([over, ...asked]);
  return latenciesOf(taken, (performance.now() - began) / 1000);
}

function mostResident(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round((Number(kilobytes) * 1024) / 1_000_000);
}
