import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { newServiceKey } from '../src/access/service-key.js';
import { freePort } from './free-port.js';

const START_SECONDS = 30;
/** What is measured is how long everything takes, not what is turned away. */
const WITHOUT_LIMITS = { MAX_REQUESTS_IN_FLIGHT: '100000', MAX_EVENT_LOOP_PERCENT: '100', DRAIN_SECONDS: '0' };

/** One for all servers of a run: those on one database would revoke each other's. */
const KEY = newServiceKey().text;

/** A server that runs as a process of its own on the loopback interface. */
export interface ServerProcess {
  port: number;
  pid: number;
  /** A service key with which it does everything. */
  key: string;
  stop(): Promise<void>;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** Starts a program that serves HTTP on `PORT` and logs warnings only, and waits until it answers. */
export async function startServer(script: string, settings: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const own = {
    NODE_ENV: '',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ADMIN_KEY: KEY,
    TOKEN_SECRET: KEY,
    REQUESTS_PER_MINUTE_OF_KEY: '0',
  };
  const env = { ...process.env, ...own, ...WITHOUT_LIMITS, ...settings };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await answers(`http://127.0.0.1:${port}/`))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${script} did not start`);
    await pause(50);
  }
  return {
    port,
    pid: child.pid!,
    key: KEY,
    async stop() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    },
  };
}
