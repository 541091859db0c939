import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cpuOfPostgres, cpuOfProcess } from './cpu-time.js';
import type { Job, Outcome } from './load.js';
import type { Latencies } from './latencies.js';
import type { ServerProcess } from './server-process.js';

/** One measurement of one server: latencies, and CPU microseconds a request. */
export interface Run extends Latencies {
  serverCpu: number;
  postgresCpu: number;
}

/** Starts the process that makes the load; it ends when it is disconnected. */
export const startLoad = (): ChildProcess => fork(join(import.meta.dirname, 'load.js'));

/** Puts load on a server and measures it; `backend` is a process of its PostgreSQL. Throws where an answer was not the right one. */
export async function measure(
  load: ChildProcess,
  backend: number,
  server: ServerProcess,
  job: Omit<Job, 'port' | 'key'>,
): Promise<Run> {
  return measureCpu(server.pid, backend, async () => {
    load.send({ ...job, port: server.port, key: server.key } satisfies Job);
    const outcome = await outcomeOf(load);
    if (Object.keys(outcome.wrong).length > 0) throw new Error(`${job.operation} was answered ${JSON.stringify(outcome.wrong)}`);
    return outcome;
  });
}

/** Adds what a process and PostgreSQL used for each of the requests. */
export async function measureCpu(pid: number, backend: number, work: () => Promise<Latencies>): Promise<Run> {
  const before = [cpuOfProcess(pid), cpuOfPostgres(backend)] as const;
  const latencies = await work();
  const microseconds = (seconds: number): number => (seconds * 1e6) / latencies.requests;
  return {
    ...latencies,
    serverCpu: microseconds(cpuOfProcess(pid) - before[0]),
    postgresCpu: microseconds(cpuOfPostgres(backend) - before[1]),
  };
}

/** The next message of the load; throws when it ends instead. */
async function outcomeOf(load: ChildProcess): Promise<Outcome> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const end = once(load, 'exit', { signal }).then((): never => {
    throw new Error('The load has failed');
  });
  try {
    const [outcome] = (await Promise.race([once(load, 'message', { signal }), end])) as [Outcome];
    return outcome;
  } finally {
    waiting.abort();
  }
}
