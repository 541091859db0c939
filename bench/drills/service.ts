import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { newServiceKey } from '../../src/access/service-key.js';
import { freePort } from '../free-port.js';

const ATTEMPTS = 20;
const START_MS = 60_000;
const KEY = newServiceKey().text;

/** Where the programs of the service are: the path of one, given its name below `src`. */
export type Programs = (name: string) => string;

/** The service as a process that things happen to, always on the same port. */
export class DrillService {
  readonly authorization = `Bearer ${KEY}`;
  private child: ChildProcess | undefined;

  private constructor(
    private readonly programs: Programs,
    readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  static async start(programs: Programs, databaseUrl: string, settings: Record<string, string> = {}): Promise<DrillService> {
    const port = await freePort();
    const service = new DrillService(programs, port, {
      DATABASE_URL: databaseUrl,
      ADMIN_KEY: KEY,
      TOKEN_SECRET: KEY,
      NODE_ENV: '',
      HOST: '127.0.0.1',
      PORT: String(port),
      DEMO: 'false',
      LOG_LEVEL: 'fatal',
      DRAIN_SECONDS: '0',
      ...settings,
    });
    await service.startAgain();
    return service;
  }

  async startAgain(): Promise<void> {
    const env = { ...process.env, ...this.settings };
    this.child = spawn(process.execPath, [this.programs('main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const deadline = Date.now() + START_MS; !(await this.isReady()); await pause(50)) {
      if (this.child.exitCode !== null || Date.now() > deadline) throw new Error('The service did not start');
    }
  }

  /** Whether it is the process that was started, and not a later one or none. */
  get isAlive(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.isAlive && this.child!.kill('SIGKILL')) await once(this.child!, 'exit');
  }

  async isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Reads, again after a 503: what happened in a drill may not be quite over. */
  async get<T>(path: string): Promise<T> {
    const ask = (): Promise<Response> =>
      fetch(`http://127.0.0.1:${this.port}${path}`, { headers: { authorization: this.authorization } });
    let response = await ask();
    for (let attempt = 1; response.status === 503 && attempt < ATTEMPTS; attempt += 1) {
      await response.body?.cancel();
      await pause(500);
      response = await ask();
    }
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return (response.headers.get('content-type')?.includes('json') ? response.json() : response.text()) as Promise<T>;
  }

  async createUser(user: object): Promise<string> {
    const headers = { authorization: this.authorization, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(user) };
    const response = await fetch(`http://127.0.0.1:${this.port}/v1/users`, init);
    return ((await response.json()) as { id: string }).id;
  }

  /** The last line of `npm run audit`, and whether nothing differs. */
  audit(databaseUrl: string): Promise<{ isRight: boolean; told: string }> {
    const env = { ...process.env, ...this.settings, DATABASE_URL: databaseUrl };
    return new Promise((resolve) => {
      execFile(process.execPath, [this.programs('commands/audit.js')], { env }, (error, out, errors) =>
        resolve({ isRight: error === null, told: (out.trim() || errors.trim()).split('\n').at(-1) ?? '' }),
      );
    });
  }
}
