import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/create-app.js';
import type { DatabaseSettings } from '../../src/database/data-source.js';
import type { HttpOptions } from '../../src/http/http-adapter.js';
import { AccessSettings } from '../../src/access/access-settings.js';
import { OperatorKeyService } from '../../src/access/operator-key.service.js';
import { ownerOf } from './owner.js';
import { asService, createTestDatabase, dropTestDatabase } from './database.js';

/** With which the service signs the tokens of users. */
export const TOKEN_SECRET = 'only for tests: 3f0b9c1d7a5e8246';

export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into any JSON
  body: any;
}

/** The real service on a free port of the loopback interface, with a database of its own. */
export class Service {
  private readonly others: NestFastifyApplication[] = [];

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly databaseUrl: string,
    /** A service key that may do everything; requests have it unless they say something else. */
    readonly key: string,
    /** Whoever owns the tables, for tests that look behind the service, and whom nothing is hidden from. */
    readonly dataSource: DataSource,
    /** Where files wait that are imported. */
    readonly folder: string,
  ) {}

  static async start(
    access: Partial<AccessSettings> = {},
    http: HttpOptions = {},
    database: Partial<DatabaseSettings> = {},
  ): Promise<Service> {
    const url = await createTestDatabase();
    return Service.on(url, access, http, { url: asService(url), ...database });
  }

  /** On a database that is there and migrated; whose end is its maker's. */
  static async on(
    databaseUrl: string,
    access: Partial<AccessSettings> = {},
    http: HttpOptions = {},
    database: Partial<DatabaseSettings> = {},
  ): Promise<Service> {
    const folder = join(tmpdir(), `health-tracker-${basename(databaseUrl)}`);
    const app = await listening({ url: databaseUrl, ...database }, folder, access, http);
    const key = await app.get(OperatorKeyService).makeFirst();
    const owner = await ownerOf(databaseUrl).initialize();
    return new Service(app, await app.getUrl(), databaseUrl, key!, owner, folder);
  }

  /** As another process on the same database would serve, with the same key; until this one is stopped. */
  async another(): Promise<Service> {
    const app = await listening({ url: asService(this.databaseUrl) }, this.folder);
    this.others.push(app);
    return new Service(app, await app.getUrl(), this.databaseUrl, this.key, this.dataSource, this.folder);
  }

  async stop(): Promise<void> {
    for (const other of this.others) await other.close();
    await this.app.close();
    await this.dataSource.destroy();
    await dropTestDatabase(this.databaseUrl);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The header with the key. */
  get credentials(): { authorization: string } {
    return { authorization: `Bearer ${this.key}` };
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const common = { ...this.credentials, ...(body !== undefined && { 'content-type': 'application/json' }) };
    const response = await fetch(this.url + path, {
      method,
      headers: { ...common, ...headers },
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

  /** Makes a service key with these scopes and returns it. */
  async createKey(...scopes: string[]): Promise<{ id: string; key: string }> {
    const { status, body } = await this.post('/v1/service-keys', { name: scopes.join(' '), scopes });
    if (status !== 201) throw new Error(`key not created: ${JSON.stringify(body)}`);
    return body as { id: string; key: string };
  }

  /** Makes a token for a user, with all scopes of users unless some are named, and returns the header with it. */
  async signIn(userId: string, ...scopes: string[]): Promise<{ authorization: string }> {
    const { status, body } = await this.post(`/v1/users/${userId}/tokens`, scopes.length > 0 ? { scopes } : {});
    if (status !== 200) throw new Error(`token not created: ${JSON.stringify(body)}`);
    return { authorization: `Bearer ${(body as { accessToken: string }).accessToken}` };
  }

  /** Creates a user and returns its id. */
  async createUser(user: object = {}): Promise<string> {
    const { status, body } = await this.post('/v1/users', user);
    if (status !== 201) throw new Error(`user not created: ${JSON.stringify(body)}`);
    return (body as { id: string }).id;
  }
}

async function listening(
  database: DatabaseSettings,
  folder: string,
  access: Partial<AccessSettings> = {},
  http: HttpOptions = {},
): Promise<NestFastifyApplication> {
  const settings = new AccessSettings({ tokenSecrets: [TOKEN_SECRET], ...access });
  const app = await createApp(database, http, settings, undefined, { folder, maxBytes: 8 * 1024 * 1024, reportDays: 30 });
  await app.listen(0, '127.0.0.1');
  return app;
}
