import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100; // of /proc, on every Linux
// Of /proc/<pid>/stat, counted from the field behind the program's name
const PARENT = 1;
const OWN_TIMES = [11, 12];
const TIMES_WITH_ENDED_CHILDREN = [11, 12, 13, 14];

function statOf(pid: number): number[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return null;
  }
}

function secondsOf(pid: number, times: readonly number[]): number {
  const stat = statOf(pid);
  return stat ? times.reduce((sum, time) => sum + stat[time]!, 0) / TICKS_A_SECOND : NaN;
}

/** CPU seconds that a process has used so far; NaN where that cannot be told. */
export const cpuOfProcess = (pid: number): number => secondsOf(pid, OWN_TIMES);

/** CPU seconds that a whole PostgreSQL server has used so far, given a backend of it; NaN where it is not on this machine. */
export function cpuOfPostgres(backend: number): number {
  const postmaster = statOf(backend)?.[PARENT];
  if (postmaster === undefined || !isPostgres(postmaster)) return NaN;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map(Number).filter((pid) => statOf(pid)?.[PARENT] === postmaster);
  return children.reduce((sum, pid) => sum + (cpuOfProcess(pid) || 0), secondsOf(postmaster, TIMES_WITH_ENDED_CHILDREN));
}

function isPostgres(pid: number): boolean {
  const file = `/proc/${pid}/comm`;
  return existsSync(file) && readFileSync(file, 'latin1').startsWith('postgres');
}
