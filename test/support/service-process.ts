import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The service as a process of its own, on a free port of the loopback interface. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(script: string, databaseUrl: string, others: Record<string, string> = {}): Promise<ServiceProcess> {
    const settings = {
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      TOKEN_SECRET: randomBytes(32).toString('hex'),
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO: 'false',
      LOG_LEVEL: 'warn',
      ...others,
    };
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /^ +API +(\S+)\/v1$/.exec(line) ?? [];
      if (url) return new ServiceProcess(child, url);
    }
    throw new Error(`${script} ended before it listened`);
  }

  /** Ends the process as a crash does: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.kill('SIGKILL')) await ended;
  }
}
