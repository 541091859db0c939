import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** The service as a process of its own, on a free port of the loopback interface. */
export class ServiceProcess {
  /** What it has written so far. */
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown[]>;

  private constructor(script: string, settings: Record<string, string>) {
    this.child = spawn(process.execPath, [script], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'close');
    const keep = (text: string): void => void (this.output += text);
    this.child.stdout!.setEncoding('utf8').on('data', keep);
    this.child.stderr!.setEncoding('utf8').on('data', keep);
  }

  static async start(script: string, databaseUrl: string, others: Record<string, string> = {}): Promise<ServiceProcess> {
    const service = new ServiceProcess(script, {
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      TOKEN_SECRET: randomBytes(32).toString('hex'),
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO: 'false',
      REQUESTS_PER_MINUTE_OF_KEY: '0',
      LOG_LEVEL: 'warn',
      ...others,
    });
    while (service.url === '') {
      if (service.child.exitCode !== null) throw new Error(`${script} ended before it listened:\n${service.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return service;
  }

  /** Where it listens; empty until it does. */
  get url(): string {
    return /^ +API +(\S+)\/v1$/m.exec(this.output)?.[1] ?? '';
  }

  /** The processes that it has started, where the system tells of them. */
  get children(): number[] {
    const { pid } = this.child;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The code with which it ends, null where a signal ends it. */
  async exitCode(): Promise<number | null> {
    const [code] = await this.ended;
    return code as number | null;
  }

  /** Ends the process as a crash does: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
