import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { KeepAliveConnection } from '../keep-alive-connection.js';
import type { Witness } from './witness.js';

const CONNECTIONS = 200;
const GIVEN_UP_MS = 30_000;

/** One request and what came of it; times in milliseconds of `performance.now()`. */
export interface Asked {
  due: number;
  /** From when it was due to the last byte of its answer. */
  took: number;
  /** Of the answer; 0 where there was none. */
  status: number;
  kind: 'right' | 'refused' | 'failed' | 'wrong';
}

interface Ask {
  method: string;
  path: string;
  body?: string;
  right: number;
  /** Is told the status of the answer, 0 for none. */
  done?: (status: number) => void;
}

/** The load on a service: requests are due at a steady rate, whether or not those before are answered, and timed from when they were due. */
export class Load {
  readonly asked: Asked[] = [];
  /** Connections on which nothing is under way. */
  private readonly idle: KeepAliveConnection[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly port: () => number,
    private readonly authorization: string,
    private readonly users: readonly string[],
    private readonly witness: Witness,
  ) {}

  /** Sends so many requests a second until the load is stopped. */
  async at(perSecond: number, forMs = Infinity): Promise<void> {
    const started = performance.now();
    for (let count = 0; !this.isStopped;) {
      const now = performance.now();
      if (now - started > forMs) return;
      for (; count < ((now - started) * perSecond) / 1000; count += 1) this.keep(this.one(started + (count * 1000) / perSecond));
      await pause(4);
    }
  }

  /** Opens connections, which stay: a load balancer has some at hand, and Node.js accepts one in each turn of its event loop. */
  async connect(): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.send({ method: 'GET', path: '/health/live' })));
  }

  /** Sends as many as so many clients can, each of whom waits for the answer; returns how many were right a second. */
  async capacity(clients: number, forMs: number): Promise<number> {
    const [started, before] = [performance.now(), this.asked.length];
    const client = async (): Promise<void> => {
      while (performance.now() - started < forMs) await this.one(performance.now());
    };
    await Promise.all(Array.from({ length: clients }, client));
    return (this.asked.slice(before).filter(({ kind }) => kind === 'right').length * 1000) / (performance.now() - started);
  }

  /** Stops, and waits for the answers that are still to come. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.underWay);
    for (const connection of this.idle) connection.close();
  }

  private keep(work: Promise<void>): void {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  private async one(due: number): Promise<void> {
    const { right, done, ...ask } = this.next();
    const status = await this.send(ask);
    done?.(status);
    const kind = status === right ? 'right' : status === 503 ? 'refused' : status === 0 ? 'failed' : 'wrong';
    this.asked.push({ due, took: performance.now() - due, status, kind });
  }

  /** Half are writes; of the reads, half are scores. */
  private next(): Ask {
    const userId = this.users[randomInt(this.users.length)]!;
    const chance = randomInt(4);
    if (chance === 0) return { method: 'GET', path: `/get_health_score?user_id=${userId}`, right: 200 };
    if (chance === 1) return { method: 'GET', path: `/v1/users/${userId}/physical-activities?limit=30`, right: 200 };
    const { body, done } = this.witness.newActivity(userId);
    return { method: 'POST', path: `/v1/users/${userId}/physical-activities`, body, right: 201, done };
  }

  /** The status of the answer; 0 where there is none. On plain sockets, since an HTTP client would take the processors from the service. */
  private async send({ method, path, body = '' }: Omit<Ask, 'right' | 'done'>): Promise<number> {
    const content = body && `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${this.authorization}\r\n${content}`;
    try {
      const connection = this.idleOne() ?? (await KeepAliveConnection.open(this.port(), GIVEN_UP_MS));
      const status = await connection.ask(`${head}\r\n${body}`);
      if (this.idle.length < CONNECTIONS) this.idle.push(connection);
      else connection.close();
      return status;
    } catch {
      return 0;
    }
  }

  /** The one that was used last, of those that are still open. */
  private idleOne(): KeepAliveConnection | undefined {
    for (let one = this.idle.pop(); one; one = this.idle.pop()) if (one.isOpen) return one;
    return undefined;
  }
}
