import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartRefused } from '../../start-refused.js';

/** A user of the operating system that a program runs as. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: the user it runs as instead; undefined where we are an ordinary user already. */
export function unprivilegedUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new StartRefused('The embedded PostgreSQL cannot run as root, and there is no user "postgres" or "nobody".');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Whether a user can walk down to an existing path; another user cannot get below a private folder such as root's home. */
export function canReach(user: SystemUser | undefined, path: string): boolean {
  if (!user) return true;
  for (let folder = realpathSync(path); folder !== dirname(folder); folder = dirname(folder)) {
    const { mode, uid } = statSync(folder);
    if ((mode & 0o001) === 0 && uid !== user.uid) return false;
  }
  return true;
}

/** A folder that every user can reach and that outlives a restart, to use in the place of one that cannot be used. */
export function standInFor(path: string): string {
  const owner = process.getuid?.();
  const name = createHash('sha256').update(`${owner}\0${path}`).digest('hex').slice(0, 12);
  const folder = join(process.platform === 'win32' ? tmpdir() : '/var/tmp', `health-tracker-${name}`);
  mkdirSync(folder, { recursive: true });
  const { uid } = lstatSync(folder);
  if (owner !== undefined && uid !== owner) throw new StartRefused(`${folder} belongs to another user: remove it.`);
  chmodSync(folder, 0o755);
  return folder;
}
