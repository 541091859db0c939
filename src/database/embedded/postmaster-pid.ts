import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server that runs on a cluster. */
export interface LivingServer {
  pid: number;
  port: number;
}

/** The server that runs on a cluster now, from the `postmaster.pid` that it keeps there; a crash leaves that file behind. */
export function livingServer(data: string): LivingServer | undefined {
  const [pid, , , port] = pidFileLines(data).map(Number);
  return pid && port && isServing(data, pid) ? { pid, port } : undefined;
}

/**
 * Lets the server start although the process number that a crashed one left behind is in use by some other program (usual
 * in containers, where numbers are small). The file stays, because the server's check of its shared memory needs it; a
 * number that is the server's own parent counts as left behind.
 */
export function disownPidFile(data: string): void {
  const [pid, ...rest] = pidFileLines(data);
  if (pid && isAlive(Number(pid)) && !isServing(data, Number(pid)))
    writeFileSync(join(data, 'postmaster.pid'), [process.pid, ...rest].join('\n'));
}

/** Whether a process is there and is the server of this cluster. Where the system does not tell what a process runs, it is. */
export function isServing(data: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data); // empty for one that has ended
  } catch {
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function pidFileLines(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}
