import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../src/audit/audit.service.js';
import { createApp } from '../src/create-app.js';
import { cpuOfPostgres, cpuOfProcess } from './cpu-time.js';
import type { Run } from './measurement.js';
import { countOfYesterday } from './population.js';
import { ask, type Subject } from './score-measurements.js';
import { assertLedgerIsExact, endDay } from './score-population.js';
import type { ServerProcess } from './server-process.js';

const WRITERS = 8;
const BURST_CONNECTIONS = 16;
const LEAST_TO_TELL_OF_WRITERS = 10_000; // fewer users have rolled over before anything can be said of the writers
const COMPACTION_PAUSE_MS = 2500;
const POLL_MS = 50;

/** What the service does beside the requests, on one population. */
export interface Housekeeping {
  users: number;
  /** At how many places, each of a metric, cohort and slot, the ledger has something. */
  places: number;
  alone: RollOver | null;
  withWriters: (RollOver & { writers: Run }) | null;
  auditSeconds: number | null;
  burst: Burst;
}

/** Measures it, and throws where the ledger or, in a population with all its records, anything derived is wrong after it. */
export async function measureHousekeeping(load: ChildProcess, subject: Subject, seconds: number): Promise<Housekeeping> {
  const { users, withRecords, withTotals, inYesterday } = subject;
  const write = (duration: number): Promise<Run> => ask(load, subject, 'create', withTotals, WRITERS, duration);
  const half = inYesterday / 2;
  const alone = half > 0 ? await rollOver(subject, 1, half) : null;
  await write(seconds); // for the code to be warm
  const busy = alone && half >= LEAST_TO_TELL_OF_WRITERS;
  // Over before the roll-over is, which does not get faster by it.
  const writing = async (): Promise<Run> => write((0.8 * alone!.seconds * half) / alone!.users);
  const rest = half > 0 ? await rollOver(subject, half + 1, inYesterday, busy ? writing : undefined) : null;
  return {
    users,
    alone,
    withWriters: rest?.meanwhile ? { ...rest, writers: rest.meanwhile } : null,
    burst: await burst(load, subject, seconds),
    places: await assertLedgerIsExact(subject.db),
    auditSeconds: withRecords === users ? await audit(subject.url) : null,
  };
}

/** How a day ended for some users while the service went on. */
export interface RollOver {
  users: number;
  seconds: number;
  /** CPU microseconds a user, of the service and PostgreSQL; those of requests at the same time included. */
  cpu: number;
}

/** Ends the day of users and waits for the service; `meanwhile` starts with it. */
async function rollOver<T>(
  { db, backend, service }: Subject,
  from: number,
  to: number,
  meanwhile?: () => Promise<T>,
): Promise<RollOver & { meanwhile: T | undefined }> {
  await endDay(db, from, to);
  const due = await countOfYesterday(db);
  let left = due;
  for (; left === due; left = await countOfYesterday(db)) await pause(POLL_MS);
  const users = left;
  const [started, cpuBefore] = [performance.now(), cpuOf(service, backend)];
  const other = meanwhile?.();
  for (; left > 0; left = await countOfYesterday(db)) await pause(POLL_MS);
  const seconds = (performance.now() - started) / 1000;
  const cpu = ((cpuOf(service, backend) - cpuBefore) * 1e6) / users;
  return { users, seconds, cpu, meanwhile: await other };
}

const cpuOf = (server: ServerProcess, backend: number): number => cpuOfProcess(server.pid) + cpuOfPostgres(backend);

/** The ledger and the score right after many writes, and when the ledger is compacted. */
export interface Burst {
  writes: number;
  rows: [after: number, compacted: number];
  score: [after: Run, compacted: Run];
}

async function burst(load: ChildProcess, subject: Subject, seconds: number): Promise<Burst> {
  const rows = async (): Promise<number> =>
    Number((await subject.db.query<{ n: string }>('SELECT count(*) AS n FROM population_ledger')).rows[0]!.n);
  const score = (): Promise<Run> => ask(load, subject, 'score', subject.users, 1, 1);
  const { requests } = await ask(load, subject, 'create', subject.withTotals, BURST_CONNECTIONS, seconds);
  const [rowsAfter, scoreAfter] = [await rows(), await score()];
  await pause(COMPACTION_PAUSE_MS);
  return { writes: requests, rows: [rowsAfter, await rows()], score: [scoreAfter, await score()] };
}

async function audit(url: string): Promise<number> {
  const app = await createApp({ url });
  try {
    const started = performance.now();
    const { differences } = await app.get(AuditService).auditAll();
    if (differences.length > 0)
      throw new Error(`The audit found ${differences.length} differences: ${JSON.stringify(differences[0])}`);
    return (performance.now() - started) / 1000;
  } finally {
    await app.close();
  }
}
