import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresPrograms } from './programs.js';
import type { SystemUser } from './system-user.js';

const UNFINISHED = 'unfinished-';

/** A database cluster on disk, and the password of its only user, `postgres`. */
export interface Cluster {
  data: string;
  password: string;
}

/**
 * The cluster in a folder, made when there is none. It gets its name when it is complete, so one that was interrupted
 * half-way is never taken for a cluster, and of two starts at once the first to finish wins.
 */
export async function ensureCluster(
  folder: string,
  programs: PostgresPrograms,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<Cluster> {
  const cluster = join(folder, 'cluster');
  if (!existsSync(cluster)) {
    const unfinished = mkdtempSync(join(folder, UNFINISHED));
    const password = join(unfinished, 'password');
    writeFileSync(password, randomBytes(18).toString('base64url'), { mode: 0o600 });
    if (user) for (const path of [unfinished, password]) chownSync(path, user.uid, user.gid);
    // The locale is named in full: left to the environment, a container without LANG would get SQL_ASCII.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${password}`];
    const sync = durable ? [] : ['--no-sync'];
    try {
      await programs.run('initdb', [`--pgdata=${join(unfinished, 'data')}`, ...access, ...locale, ...sync]);
      renameSync(unfinished, cluster);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(cluster)) throw error;
    }
  }
  return { data: join(cluster, 'data'), password: passwordOf(folder) };
}

/** The password of the cluster in a folder. */
export const passwordOf = (folder: string): string => readFileSync(join(folder, 'cluster', 'password'), 'utf8');

/** Clears away the clusters whose making was interrupted; only for the owner of the folder. */
export function removeUnfinishedClusters(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
