import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/create-app.js';
import { createTestDatabase, dropTestDatabase } from './database.js';

export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into any JSON
  body: any;
}

/** The real service on a free port of the loopback interface, with a database of its own. */
export class Service {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly databaseUrl: string,
    /** Where files wait that are imported. */
    readonly folder: string,
  ) {}

  static async start(): Promise<Service> {
    const databaseUrl = await createTestDatabase();
    const folder = join(tmpdir(), `health-tracker-${basename(databaseUrl)}`);
    const app = await createApp({ url: databaseUrl }, {}, { folder, maxBytes: 8 * 1024 * 1024 });
    await app.listen(0, '127.0.0.1');
    return new Service(app, await app.getUrl(), databaseUrl, folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await dropTestDatabase(this.databaseUrl);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: text === '' ? null : isJson ? JSON.parse(text) : text };
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.request('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.request('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.request('PATCH', path, body, headers);
  }

  delete(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.request('DELETE', path, undefined, headers);
  }

  /** Creates a user and returns its id. */
  async createUser(user: object = {}): Promise<string> {
    const { status, body } = await this.post('/v1/users', user);
    if (status !== 201) throw new Error(`user not created: ${JSON.stringify(body)}`);
    return (body as { id: string }).id;
  }
}
